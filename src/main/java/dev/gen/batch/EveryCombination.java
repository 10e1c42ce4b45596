package dev.gen.batch;

import dev.gen.error.GenException;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Puts a job for each combination of choices in the place of a job that has choices. */
public final class EveryCombination implements Iterator<JobLine> {

  /** A line that stands for more is a slip. */
  private static final long MOST = 10_000;

  private final Iterator<JobLine> lines;
  private final ToLongFunction<Job> combinations;
  private JobLine line;
  private long left;
  private long all;
  private int index;

  /**
   * Reads jobs.
   *
   * @param combinations tells how many a job has
   */
  public EveryCombination(Iterator<JobLine> lines, ToLongFunction<Job> combinations) {
    this.lines = lines;
    this.combinations = combinations;
  }

  @Override
  public boolean hasNext() {
    return left > 0 || lines.hasNext();
  }

  @Override
  public JobLine next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (left == 0) {
      line = lines.next();
      all = combinations(line);
      if (all > MOST) {
        line = refused(line, all);
        all = 1;
      }
      left = all;
    }
    left--;
    index++;
    return new JobLine(line.line(), index, supplier(line, all, all - left));
  }

  private static Supplier<Job> supplier(JobLine line, long all, long number) {
    return all == 1 ? line.read() : () -> line.job().with(Field.COMBINATION, number);
  }

  private static JobLine refused(JobLine line, long all) {
    return new JobLine(
        line.line(),
        line.index(),
        () -> {
          throw new InvalidRequestException(
              Field.PROMPT.fieldName(),
              "has %d combinations of choices, at most %d are drawn".formatted(all, MOST));
        });
  }

  /** A job that cannot be read is one that fails, and is told when it is its turn. */
  private long combinations(JobLine read) {
    try {
      Job job = read.job();
      return job.has(Field.COMBINATION) ? 1 : combinations.applyAsLong(job);
    } catch (GenException e) {
      return 1;
    }
  }
}
