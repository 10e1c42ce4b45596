package dev.gen.batch;

import dev.gen.studio.Plan;
import dev.gen.studio.Stage;

/** Hears how a batch goes; methods do nothing unless overridden. */
public interface BatchListener {

  /** Called when a job was read. */
  default void accepted(JobLine line) {}

  /** Called when a job begins to be drawn. */
  default void started(JobLine line) {}

  /** Called for what the user should know although the job goes on. */
  default void warned(JobLine line, String sentence) {}

  /** Called when a picture of a job goes on to something else. */
  default void began(JobLine line, Plan plan, Stage stage) {}

  /**
   * Called after each step.
   *
   * @param picture of the job, from 0
   * @param done steps made for it
   * @param total steps that it takes
   */
  default void stepped(JobLine line, int picture, int done, int total) {}

  /** Called when a picture is on disk. */
  default void written(JobLine line, Written picture) {}

  /** Called for a picture that was done before. */
  default void skipped(JobLine line, int picture) {}

  /** Called when a job cannot be drawn; the others are. */
  default void failed(JobLine line, RuntimeException failure) {}
}
