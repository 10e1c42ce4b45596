package dev.gen.server.desk;

import dev.gen.job.Field;
import dev.gen.job.Job;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client asks for: a job that names no file, and the pictures that it starts from.
 *
 * @param job with names of models and LoRAs where the command line may have paths
 * @param picture a picture file to start from
 * @param mask a picture file that is white where it is painted anew
 */
public record Wish(Job job, Optional<byte[]> picture, Optional<byte[]> mask) {

  /** Takes a job that may hold its pictures as Base64, with or without {@code data:...,}. */
  public static Wish of(Job job) {
    return new Wish(
        job.without(Field.INIT_IMAGE, Field.MASK),
        job.text(Field.INIT_IMAGE).map(text -> decoded(Field.INIT_IMAGE.fieldName(), text)),
        job.text(Field.MASK).map(text -> decoded(Field.MASK.fieldName(), text)));
  }

  /**
   * Reads Base64, with or without a beginning such as {@code data:image/png;base64,}.
   *
   * @param field that it stands in
   * @throws dev.gen.error.InvalidRequestException if it is none
   */
  public static byte[] decoded(String field, String text) {
    String bare = text.replaceFirst("^data:[^,]{0,100},", "");
    try {
      return Base64.getMimeDecoder().decode(bare.strip());
    } catch (IllegalArgumentException e) {
      throw new dev.gen.error.InvalidRequestException(
          field, "is no picture as Base64: " + e.getMessage());
    }
  }

  /** Returns this wish with other fields. */
  public Wish with(Job other) {
    return new Wish(other, picture, mask);
  }
}
