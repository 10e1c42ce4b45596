package dev.gen.server.desk;

import dev.gen.error.GenException;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.OutputException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.server.http.HttpError;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Plans what clients ask for, within limits.
 *
 * @param studio plans
 * @param catalog of what may be named
 * @param limits of what may be asked for
 */
record Reception(Studio studio, Catalog catalog, Limits limits) {

  /** What people ask of a model. */
  private static final List<Field> DEFAULTS =
      List.of(Field.WIDTH, Field.HEIGHT, Field.SAMPLER, Field.STEPS, Field.GUIDANCE_SCALE);

  /**
   * Plans a job.
   *
   * @throws HttpError if it is beyond the limits, or names what is not offered
   * @throws GenException if it cannot be drawn
   */
  Plan plan(Wish wish) {
    requireWithin(wish.job());
    Job job = catalog.checked(wish.job());
    List<Path> files = new ArrayList<>();
    try {
      job = with(job, Field.INIT_IMAGE, wish.picture(), files);
      job = with(job, Field.MASK, wish.mask(), files);
      Plan plan = studio.plan(job);
      requireWithin(plan.job());
      return named(plan, wish);
    } catch (GenException e) {
      throw shown(HttpError.of(e));
    } finally {
      files.forEach(Reception::delete);
    }
  }

  /** Says what a model is like. */
  ModelCard card(String model) {
    Job job = catalog.checked(Job.EMPTY.with(Field.PROMPT, ".").with(Field.MODEL, model));
    try {
      Job defaults = studio.plan(job).job().only(DEFAULTS);
      return new ModelCard(defaults, studio.world(job));
    } catch (GenException e) {
      throw shown(HttpError.of(e));
    }
  }

  /** Calls pictures that were sent by their content, since their files are gone. */
  private static Plan named(Plan plan, Wish wish) {
    Job job = plan.job();
    if (wish.picture().isPresent()) {
      job = job.with(Field.INIT_IMAGE, sentName(job, Field.INIT_IMAGE_SHA256));
    }
    if (wish.mask().isPresent()) {
      job = job.with(Field.MASK, sentName(job, Field.MASK_SHA256));
    }
    return new Plan(job, plan.painter(), plan.wording());
  }

  private static String sentName(Job job, Field hash) {
    return "sent-" + job.text(hash).orElseThrow().substring(0, 12) + ".png";
  }

  private void requireWithin(Job job) {
    long width = job.whole(Field.WIDTH).orElse(1);
    long height = job.whole(Field.HEIGHT).orElse(1);
    if (Math.max(width, height) > limits.maxPixels() || width * height > limits.maxPixels()) {
      throw HttpError.ofField(
          400,
          "limit",
          Field.WIDTH.fieldName(),
          "and height are %dx%d, expected at most %d pixels"
              .formatted(width, height, limits.maxPixels()));
    }
    requireAtMost(Field.STEPS, job.whole(Field.STEPS).orElse(1), limits.maxSteps());
    requireAtMost(Field.BEST_OF, job.whole(Field.BEST_OF).orElse(1), limits.maxCount());
    requireAtMost(Field.COUNT, job.whole(Field.COUNT).orElse(1), limits.maxCount());
    String sigmas = job.text(Field.SIGMAS).orElse("");
    requireAtMost(Field.SIGMAS, sigmas.split(",", -1).length, limits.maxSteps() + 1);
    job.plain()
        .forEach(
            (field, value) -> {
              if (value instanceof String text && text.length() > Limits.MOST_CHARACTERS) {
                throw tooMany(field, text.length() + " characters", Limits.MOST_CHARACTERS);
              }
              if (value instanceof List<?> list && list.size() > Limits.MOST_ADDITIONS) {
                throw tooMany(field, list.size() + " entries", Limits.MOST_ADDITIONS);
              }
            });
  }

  private static void requireAtMost(Field field, int value, int most) {
    if (value > most) {
      throw tooMany(field, Integer.toString(value), most);
    }
  }

  private static HttpError tooMany(Field field, String found, int most) {
    return HttpError.ofField(
        400, "limit", field.fieldName(), "is " + found + ", expected at most " + most);
  }

  /** Puts a picture that was sent into a file for as long as it takes to plan. */
  private Job with(Job job, Field field, Optional<byte[]> sent, List<Path> files) {
    if (sent.isEmpty()) {
      return job;
    }
    requirePicture(field, sent.get());
    try {
      Path file = Files.createTempFile("gen-sent-", ".png");
      files.add(file);
      Files.write(file, sent.get());
      return job.with(field, file.toString());
    } catch (IOException e) {
      throw new OutputException("a picture that was sent cannot be stored: " + e.getMessage(), e);
    }
  }

  /** Asks the header of a picture for its size, before any pixel is read. */
  private void requirePicture(Field field, byte[] picture) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new InvalidRequestException(field.fieldName(), "is no picture that can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > limits.maxInputPixels()) {
          throw tooMany(field, pixels + " pixels", limits.maxInputPixels());
        }
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new InvalidRequestException(field.fieldName(), "is a damaged picture");
    } catch (HttpError | InvalidRequestException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidRequestException(field.fieldName(), "is a damaged picture");
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  /** Returns an error without the folders of this machine. */
  HttpError shown(HttpError error) {
    return error.saying(catalog.withoutFolders(error.getMessage()));
  }
}
