package dev.gen.spark;

import dev.gen.error.ModelFormatException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.model.WishedModel;
import dev.gen.studio.Studio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The models that jobs name, as they lie at the driver: executors must have the same. */
final class KnownModels {

  private static final List<Field> IDENTITY =
      Arrays.stream(Field.values())
          .filter(
              field ->
                  field == Field.MODEL_SHA256
                      || WishedModel.PARTS.keySet().stream().anyMatch(p -> p.hash() == field)
                      || field.isList())
          .toList();

  private final Map<Job, Known> known = new HashMap<>();
  private final ModelLocator locator;
  private final Studio studio;

  /** Looks for models where they are looked for at every executor. */
  KnownModels(ModelLocator locator, Studio studio) {
    this.locator = locator;
    this.studio = studio;
  }

  /** Returns what a job says of its model, and of which files that is. */
  static Job only(Job job) {
    return job.only(IDENTITY).over(job.only(WishedModel.FIELDS));
  }

  /**
   * What is known of a model.
   *
   * @param identity the sha256 of its files
   * @param defaults the size, the steps and the guidance that it takes where a job says nothing
   * @param bytes of its files
   */
  record Known(Job identity, Job defaults, long bytes) {}

  /**
   * Returns what is known of a job's model, once one of its jobs could be planned.
   *
   * @throws dev.gen.error.GenException if this job cannot be drawn
   */
  Known of(Job job) {
    Job wish = job.only(WishedModel.FIELDS);
    Known found = known.get(wish);
    if (found == null) {
      found = read(job, wish);
      known.put(wish, found);
    }
    return found;
  }

  /** Plans a job, with no LoRA but those that all jobs of the model name. */
  private Known read(Job job, Job wish) {
    Path path;
    try {
      path = new WishedModel(wish, locator).path();
    } catch (ModelFormatException e) {
      if (job.has(Field.MODEL_SHA256)) {
        return new Known(Job.EMPTY, Job.EMPTY, 1);
      }
      throw new ModelFormatException(
          e.getMessage() + "; a driver without a copy of a model needs its model_sha256", e);
    }
    Job plan = studio.plan(job.with(Field.PROMPT_SYNTAX, "plain").without(Field.COUNT)).job();
    return new Known(
        plan.only(IDENTITY),
        plan.only(List.of(Field.WIDTH, Field.HEIGHT, Field.STEPS, Field.GUIDANCE_SCALE)),
        bytes(path));
  }

  private static long bytes(Path model) {
    try (Stream<Path> files = Files.walk(model, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      throw new ModelFormatException("cannot read " + model + ": " + e.getMessage(), e);
    }
  }
}
