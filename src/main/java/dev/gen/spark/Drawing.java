package dev.gen.spark;

import dev.gen.error.OutputException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.spark.ManifestRow.Failed;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Plan;
import org.apache.spark.TaskContext;

/** The pictures of one job, drawn at an executor. */
final class Drawing implements GenerationListener {

  private final Work work;
  private final ExecutorStudio studio;
  private final Sink sink;
  private final Job job;
  private Plan plan;
  private int next;
  private long begin = System.nanoTime();

  private Drawing(Work work, ExecutorStudio studio, Sink sink) {
    this.work = work;
    this.studio = studio;
    this.sink = sink;
    this.job = work.job();
    this.next = work.first();
  }

  /** Where pictures go. */
  interface Sink {

    /**
     * Returns whether a picture is there already.
     *
     * @param picture of the job, from 0
     * @param record the resolved job of this one picture
     */
    default boolean has(int picture, Job record) {
      return false;
    }

    /** Takes a finished picture. */
    void take(int picture, Job record, GeneratedImage image, double seconds);

    /** Hears that a picture cannot be drawn, nor those after it. */
    void failed(int picture, Failed end);
  }

  /**
   * Draws what is not there.
   *
   * @throws OutputException if the sink cannot take a picture: the fault of the machine
   * @throws dev.gen.error.ModelFormatException if this machine has another model than the driver
   */
  static void draw(Work work, ExecutorStudio studio, Sink sink) {
    new Drawing(work, studio, sink).draw();
  }

  private void draw() {
    studio.require(job);
    try {
      plan = studio.studio().plan(rest());
      int begun = next;
      int end = work.first() + work.count();
      while (next < end && sink.has(next, plan.record(seed()))) {
        next++;
      }
      if (next < end) {
        plan = next == begun ? plan : studio.studio().plan(rest());
        studio.studio().draw(plan, this);
      }
    } catch (OutputException e) {
      throw e;
    } catch (RuntimeException e) {
      if (TaskContext.get().isInterrupted()) {
        throw e;
      }
      sink.failed(next, ManifestRow.failure(e));
    }
  }

  /** Returns the job of what is left. */
  private Job rest() {
    return job.with(Field.COUNT, work.first() + work.count() - next)
        .with(Field.SEED, Long.toUnsignedString(seed()));
  }

  private long seed() {
    return job.seed().orElseThrow() + next;
  }

  @Override
  public void finished(GeneratedImage image) {
    sink.take(next, plan.record(image), image, (System.nanoTime() - begin) / 1e9);
    begin = System.nanoTime();
    next++;
  }
}
