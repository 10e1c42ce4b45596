package dev.gen.batch;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Job;
import java.util.function.Supplier;

/**
 * A job as it was read, or why it could not be.
 *
 * @param line where it stands, from 1
 * @param index which job it is, from 1
 * @param read gives the job, or says what is wrong with it
 */
public record JobLine(int line, int index, Supplier<Job> read) {

  /**
   * Returns the job.
   *
   * @throws InvalidRequestException if the line is no job
   */
  public Job job() {
    return read.get();
  }
}
