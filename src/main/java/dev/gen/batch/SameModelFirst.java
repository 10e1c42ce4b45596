package dev.gen.batch;

import dev.gen.error.GenException;
import dev.gen.job.Job;
import dev.gen.model.WishedModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes jobs out of order, so that those of one model are drawn together.
 *
 * <p>Looks ahead as far as jobs are there already, at most {@value #WINDOW}; it never waits for one
 * while it has another.
 */
public final class SameModelFirst implements Iterator<JobLine> {

  private static final int WINDOW = 256;

  private final Iterator<JobLine> jobs;
  private final BooleanSupplier ready;
  private final Deque<JobLine> waiting = new ArrayDeque<>();
  private Optional<Job> model = Optional.empty();

  /**
   * Reorders jobs.
   *
   * @param ready whether the next job can be read without waiting for whoever writes them
   */
  public SameModelFirst(Iterator<JobLine> jobs, BooleanSupplier ready) {
    this.jobs = jobs;
    this.ready = ready;
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty() || jobs.hasNext();
  }

  @Override
  public JobLine next() {
    if (waiting.isEmpty()) {
      waiting.add(jobs.next());
    }
    while (waiting.size() < WINDOW && ready.getAsBoolean() && jobs.hasNext()) {
      waiting.add(jobs.next());
    }
    JobLine chosen =
        waiting.stream()
            .filter(line -> model(line).equals(model))
            .findFirst()
            .orElse(waiting.peek());
    waiting.remove(chosen);
    model = model(chosen);
    return chosen;
  }

  private static Optional<Job> model(JobLine line) {
    try {
      return Optional.of(line.job().only(WishedModel.FIELDS));
    } catch (GenException e) {
      return Optional.empty();
    }
  }
}
