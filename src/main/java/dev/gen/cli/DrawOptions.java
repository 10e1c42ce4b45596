package dev.gen.cli;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.settings.Settings;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the pictures of one job go; draws them. */
final class DrawOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The PNG to write, or a folder to write a new file in; several pictures get -1, -2, ..."
              + " before the ending. Without it the file is named after the prompt and the seed.")
  private Path output;

  @Option(names = "--force", description = "Replace the file of -o if it exists.")
  private boolean force;

  @Mixin private final StudioOptions studio = new StudioOptions();

  /** Takes what is set beforehand for what the command line leaves open. */
  void take(Settings settings) {
    output = output == null ? settings.value("output").map(Path::of).orElse(null) : output;
    force |= settings.value("force").filter("true"::equals).isPresent();
    studio.take(settings);
  }

  /** Returns a job with nothing left open, as one line of JSON. */
  String planned(Job job) {
    try (Studio open = studio.openForOne()) {
      return JobJson.write(open.plan(job).job());
    }
  }

  /** Draws a job and tells how it goes. */
  void draw(Job job, Terminal terminal, Verbosity verbosity) {
    try (Studio open =
        job.whole(Field.COUNT).orElse(1) == 1 ? studio.openForOne() : studio.openForMany()) {
      Plan plan = open.plan(job);
      String named = plan.job().text(Field.PROMPT).orElseThrow();
      OutputFiles files = OutputFiles.plan(Optional.ofNullable(output), named, plan.count(), force);
      try (RunReport report = new RunReport(terminal, verbosity, files, plan)) {
        open.draw(plan, report);
      }
    }
  }
}
