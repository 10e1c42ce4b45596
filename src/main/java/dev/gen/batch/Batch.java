package dev.gen.batch;

import dev.gen.error.GenException;
import dev.gen.error.OutputException;
import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.studio.Studio;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Draws jobs one after the other, each picture on disk as soon as it is decoded.
 *
 * <p>A job that cannot be drawn fails alone. What cannot be written ends the batch, since every
 * further picture would be lost too; a later run goes on where it ended.
 */
public final class Batch {

  private final BatchOptions options;
  private final Studio studio;
  private final BatchListener listener;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private int failures;

  /**
   * Prepares a batch.
   *
   * @param options where pictures go and which jobs are drawn
   * @param studio draws them
   * @param listener hears how it goes
   */
  public Batch(BatchOptions options, Studio studio, BatchListener listener) {
    this.options = options;
    this.studio = studio;
    this.listener = listener;
  }

  /**
   * Draws jobs until there are no more.
   *
   * @return how many jobs failed
   * @throws OutputException if pictures cannot be written
   */
  public int run(Iterator<JobLine> jobs) {
    options.prepareFolder();
    try (Manifest manifest = Manifest.open(options.names().folder(), options.shard())) {
      JobWriter writer = new JobWriter(options, studio, manifest, listener);
      while (jobs.hasNext()) {
        JobLine line = jobs.next();
        attempt(line, writer);
      }
    }
    return failures;
  }

  private void attempt(JobLine line, JobWriter writer) {
    boolean mine = options.shard().has(line.index());
    try {
      Job job = line.job().over(options.defaults());
      String text = JobJson.write(job.without(Field.OUTPUT));
      String hash = Fingerprints.sha256(text.getBytes(StandardCharsets.UTF_8));
      int occurrence = occurrences.merge(hash, 1, Integer::sum);
      if (mine) {
        listener.accepted(line);
        writer.draw(line, job, hash, occurrence);
      }
    } catch (OutputException e) {
      throw e;
    } catch (GenException e) {
      if (mine) {
        failures++;
        listener.failed(line, e);
      }
    }
  }
}
