package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.PngFile;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import java.nio.file.Path;
import java.util.Map;

/** The job that a picture was made from, as its record says. */
final class RecordedJob {

  private RecordedJob() {}

  /**
   * Reads the record of a picture.
   *
   * @throws InvalidRequestException if it has none, or one that cannot be read
   */
  static Job read(Path file) {
    String json = PngFile.readTexts(file).get(PngFile.REQUEST);
    if (json == null) {
      throw new InvalidRequestException(
          file + " has no record of how it was made; name a picture that gen made");
    }
    return JobJson.read(json);
  }

  /**
   * Returns a recorded job with some of it said anew.
   *
   * @param changes stand over the record; a file that they name need not be the recorded one
   */
  static Job changed(Job recorded, Job changes) {
    Map<Field, Field> hashes =
        Map.of(
            Field.MODEL, Field.MODEL_SHA256,
            Field.VAE, Field.VAE_SHA256,
            Field.INIT_IMAGE, Field.INIT_IMAGE_SHA256,
            Field.MASK, Field.MASK_SHA256);
    Job kept = recorded;
    for (Map.Entry<Field, Field> hash : hashes.entrySet()) {
      if (changes.has(hash.getKey())) {
        kept = kept.without(hash.getValue());
      }
    }
    return changes.over(kept);
  }

  /** Returns a job that any files of the recorded names will do for. */
  static Job ofAnyFiles(Job job) {
    Job any =
        job.without(
            Field.MODEL_SHA256, Field.VAE_SHA256, Field.INIT_IMAGE_SHA256, Field.MASK_SHA256);
    for (Field field : new Field[] {Field.LORA, Field.EMBEDDING}) {
      any = any.with(field, job.additions(field).stream().map(one -> one.withoutSha256()).toList());
    }
    return any;
  }
}
