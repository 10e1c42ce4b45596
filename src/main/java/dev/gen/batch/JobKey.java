package dev.gen.batch;

import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a job from the others of a list: by what it says, and equal ones by their order.
 *
 * @param hash the sha256 of the job's text, without where its picture goes
 * @param occurrence which of the equal jobs of the list, from 1
 */
public record JobKey(String hash, int occurrence) implements Serializable {

  /** Returns the sha256 of what a job says of its picture. */
  public static String hash(Job job) {
    String text = JobJson.write(job.without(Field.OUTPUT));
    return Fingerprints.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives the jobs of a list their keys, in their order. */
  public static final class Counter {

    private final Map<String, Integer> occurrences = new HashMap<>();

    /** Returns the key of the next job of the list, with its defaults. */
    public JobKey next(Job job) {
      return next(hash(job));
    }

    /** Returns the key of the next job of the list, whose hash is known. */
    public JobKey next(String hash) {
      return new JobKey(hash, occurrences.merge(hash, 1, Integer::sum));
    }
  }
}
