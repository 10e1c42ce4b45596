package dev.gen.server.desk;

import dev.gen.job.Job;

/**
 * A finished picture.
 *
 * @param png the file, with its record inside; for reading only
 * @param record the job that makes it alone
 * @param sha256 of the pixels
 * @param seconds that it took
 */
public record Picture(byte[] png, Job record, String sha256, double seconds) {

  /** Returns the seed, written without a sign. */
  public String seed() {
    return Long.toUnsignedString(record.seed().orElseThrow());
  }
}
