package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.pipeline.Sampling;
import dev.gen.sampler.PathRequest;
import dev.gen.sampler.SamplerKind;
import dev.gen.sampler.StepOptions;
import dev.gen.schedule.ExplicitSigmas;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.schedule.SigmaKind;
import dev.gen.schedule.SigmaSchedule;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How the noise is removed. */
final class SamplerOptions {

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "The sampler; gen samplers lists them (default: the model's own).")
  private String name;

  @Option(
      names = "--sigmas",
      paramLabel = "NAME",
      description =
          "The noise levels that are visited: a schedule such as karras, exponential or beta, or a"
              + " falling list such as 14.6,3.2,0.7 (default: the model's own).")
  private String sigmas;

  @Option(
      names = "--eta",
      paramLabel = "E",
      description =
          "How much fresh noise the sampler adds, 0 to 1 (default: the sampler's own; none for"
              + " ddim and tcd).")
  private Double eta;

  Sampling toSampling(SchedulerConfig config, int steps) {
    SamplerKind kind = name == null ? ofModel(config) : named(name);
    Optional<String> chosen =
        Optional.ofNullable(sigmas)
            .or(
                () ->
                    Optional.ofNullable(name)
                        .flatMap(SigmaKind::atEndOf)
                        .map(SigmaKind::optionName));
    PathRequest path = PathRequest.ofSteps(Sampling.checkedSteps(steps));
    return new Sampling(
        kind,
        chosen,
        kind.create(config, stepOptions(kind)),
        chosen.map(SamplerOptions::schedule).map(path::withSigmas).orElse(path));
  }

  private StepOptions stepOptions(SamplerKind kind) {
    StepOptions usual = Sampling.usualOptions(kind);
    if (eta == null) {
      return usual;
    }
    if (!(eta >= 0 && eta <= 1)) {
      throw new InvalidRequestException("--eta is " + eta + ", expected 0 to 1");
    }
    return usual.withEta(eta);
  }

  private static SigmaSchedule schedule(String text) {
    return SigmaKind.named(text).<SigmaSchedule>map(kind -> kind).orElseGet(() -> list(text));
  }

  private static SigmaSchedule list(String text) {
    try {
      return new ExplicitSigmas(Stream.of(text.split(",")).map(Double::valueOf).toList());
    } catch (NumberFormatException e) {
      String names =
          Stream.of(SigmaKind.values())
              .map(SigmaKind::optionName)
              .collect(Collectors.joining(", "));
      throw new InvalidRequestException(
          "--sigmas is \"%s\", expected one of %s, or a falling list such as 14.6,3.2,0.7"
              .formatted(text, names),
          e);
    }
  }

  /** Takes the sampler that the model names in its scheduler's config. */
  private static SamplerKind ofModel(SchedulerConfig config) {
    String name = config.className();
    String problem =
        name.isEmpty()
            ? "the model has no scheduler/scheduler_config.json that names its sampler"
            : "the model's scheduler " + name + " is not known";
    return SamplerKind.forSchedulerClass(name)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    problem + "; choose one with --sampler (gen samplers lists them)"));
  }

  private static SamplerKind named(String name) {
    return SamplerKind.named(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "no sampler is named \"%s\"; did you mean %s? (gen samplers lists them all)"
                        .formatted(name, SamplerKind.nearest(name).cliName())));
  }
}
