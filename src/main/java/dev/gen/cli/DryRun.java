package dev.gen.cli;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.model.StoredNetwork;
import dev.gen.studio.Machine;
import dev.gen.studio.Plan;
import dev.gen.studio.cost.CostBook;
import dev.gen.studio.cost.Estimate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a run would do and what it would cost, and does nothing. */
final class DryRun {

  private static final String LINE = "%-9s %s%n";

  private final Plan plan;
  private final Job job;
  private final List<StoredNetwork> networks;
  private final StudioOptions machine;

  DryRun(Plan plan, List<StoredNetwork> networks, StudioOptions machine) {
    this.plan = plan;
    this.job = plan.job();
    this.networks = networks;
    this.machine = machine;
  }

  /** Returns lines for a person; the last one is the job as {@code gen batch} takes it. */
  String text(OutputFiles files) {
    StringBuilder text = new StringBuilder();
    line(text, "prompt", job.text(Field.PROMPT).orElseThrow());
    plan.drawnPrompt(plan.firstSeed()).ifPresent(words -> line(text, "drawing", words));
    line(text, "picture", picture());
    networks.stream()
        .filter(
            network -> !network.name().matches("(vae|codec)_encoder") || job.has(Field.INIT_IMAGE))
        .forEach(network -> line(text, "loads", loaded(network)));
    line(text, "writes", files.file(0, plan.firstSeed()) + (plan.count() > 1 ? ", ..." : ""));
    Optional<Estimate> estimate = CostBook.ofUser().estimate(job, machine.threads());
    line(
        text,
        "time",
        estimate.map(this::time).orElse("unknown: this model has not drawn here yet"));
    line(text, "memory", estimate.map(this::memory).orElse("unknown, for the same reason"));
    line(text, "job", JobJson.write(job));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(LINE.formatted(name, value));
  }

  private String picture() {
    return "%d of %d x %d, %s, guidance %s, seed %s"
        .formatted(
            plan.count(),
            job.whole(Field.WIDTH).orElseThrow(),
            job.whole(Field.HEIGHT).orElseThrow(),
            job.has(Field.STEPS)
                ? job.whole(Field.STEPS).getAsInt() + " steps of " + job.text(Field.SAMPLER).get()
                : "token after token",
            job.decimal(Field.GUIDANCE_SCALE).orElseThrow(),
            Long.toUnsignedString(plan.firstSeed()));
  }

  private static String loaded(StoredNetwork network) {
    return "%s, %s: %s"
        .formatted(
            network.name(),
            megabytes(network.bytes()),
            network.files().stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private String time(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "about %.1f s: %.1f s to open, %.2f s a step, %.1f s to decode (%s)",
        estimate.seconds(),
        estimate.costs().opening(),
        estimate.costs().step(),
        estimate.costs().decoding(),
        estimate.source());
  }

  private String memory(Estimate estimate) {
    long needed = estimate.costs().peakBytes();
    long there = Machine.memory();
    if (needed == 0) {
      return "unknown: this system does not tell";
    }
    return "about %s of %s; %s"
        .formatted(
            megabytes(needed),
            megabytes(there),
            needed < there ? "fits" : "does not fit: make it smaller, or add --low-memory");
  }

  private static String megabytes(long bytes) {
    return Math.round(bytes / 1e6) + " MB";
  }
}
