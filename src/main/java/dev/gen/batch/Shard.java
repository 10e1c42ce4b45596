package dev.gen.batch;

import dev.gen.error.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal parts of a list of jobs, so that machines can share it.
 *
 * @param number which part, from 1
 * @param of how many parts
 */
public record Shard(int number, int of) {

  /** All of the jobs. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /**
   * Reads {@code 3/16}: the third, nineteenth, ... job.
   *
   * @throws InvalidRequestException if it is no such text
   */
  public static Shard parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      Shard shard = new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
      if (shard.number >= 1 && shard.number <= shard.of) {
        return shard;
      }
    }
    throw new InvalidRequestException(
        "shard", "is \"" + text + "\", expected such as 3/16: one of 1/16 to 16/16");
  }

  /** Returns whether a job belongs to this part. */
  public boolean has(int index) {
    return (index - 1) % of == number - 1;
  }
}
