package dev.gen.batch;

import dev.gen.error.GenException;
import dev.gen.error.OutputException;
import dev.gen.job.Job;
import dev.gen.studio.Studio;
import java.util.Iterator;

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
  private final JobKey.Counter keys = new JobKey.Counter();
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
      JobKey key = keys.next(job);
      if (mine) {
        listener.accepted(line);
        writer.draw(line, job, key);
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
