package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.job.Field;
import dev.gen.job.Job;
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

/** Finds the sampler that a job names, or that its model names where the job does not. */
final class SamplingChoice {

  private SamplingChoice() {}

  /**
   * Makes the sampler for a model's schedule.
   *
   * @throws InvalidRequestException if a name is not known or the sampler cannot drive the model
   * @throws ModelFormatException if neither the job nor the model names a sampler
   */
  static Sampling of(Job job, SchedulerConfig config) {
    Optional<String> name = job.text(Field.SAMPLER);
    SamplerKind kind = name.map(SamplingChoice::named).orElseGet(() -> ofModel(config));
    Optional<String> sigmas =
        job.text(Field.SIGMAS)
            .or(() -> name.flatMap(SigmaKind::atEndOf).map(SigmaKind::optionName));
    PathRequest path = PathRequest.ofSteps(job.whole(Field.STEPS).orElseThrow());
    return new Sampling(
        kind,
        sigmas,
        kind.create(config, options(job, kind)),
        sigmas.map(SamplingChoice::schedule).map(path::withSigmas).orElse(path));
  }

  private static StepOptions options(Job job, SamplerKind kind) {
    StepOptions usual = kind.usualOptions();
    return job.decimal(Field.ETA).isPresent()
        ? usual.withEta(job.decimal(Field.ETA).getAsDouble())
        : usual;
  }

  /** Returns the job with the sampler by its own name, and what it leaves no choice about. */
  static Job described(Job job, Sampling sampling) {
    SamplerKind kind = sampling.kind();
    return job.with(Field.SAMPLER, kind.cliName())
        .with(Field.SIGMAS, sampling.sigmas())
        .with(Field.ETA, options(job, kind).eta().stream().boxed().findFirst());
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
          Field.SIGMAS.fieldName(),
          "is \"%s\", expected one of %s, or a falling list such as 14.6,3.2,0.7"
              .formatted(text, names));
    }
  }

  /** Takes the sampler that the model names in its scheduler's config. */
  private static SamplerKind ofModel(SchedulerConfig config) {
    String name = config.className();
    String problem =
        name.isEmpty()
            ? "the model has no scheduler/scheduler_config.json that names its sampler"
            : "the model's scheduler " + name + " is not known";
    return SamplerKind.forScheduler(config)
        .orElseThrow(
            () ->
                new ModelFormatException(problem + "; choose a sampler (gen samplers lists them)"));
  }

  private static SamplerKind named(String name) {
    return SamplerKind.named(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    Field.SAMPLER.fieldName(),
                    "is \"%s\", which is not known; did you mean %s? (gen samplers lists them all)"
                        .formatted(name, SamplerKind.nearest(name).cliName())));
  }
}
