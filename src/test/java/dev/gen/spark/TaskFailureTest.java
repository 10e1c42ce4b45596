package dev.gen.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.error.ModelFormatException;
import dev.gen.error.OutputException;
import org.junit.jupiter.api.Test;

class TaskFailureTest {

  @Test
  void findsItsOwnFailureBelowThoseOfSpark() {
    OutputException own = new OutputException("cannot write a.png", null);

    assertThat(TaskFailure.of(new IllegalStateException("aborted", new Exception(own))))
        .isSameAs(own);
  }

  @Test
  void readsItsOwnFailureOutOfWhatSparkSays() {
    Exception told =
        new Exception(
            "Job aborted due to stage failure: Task 3 in stage 0.0 failed 4 times, most recent"
                + " failure: Lost task 3.3 in stage 0.0 (TID 9) (10.0.0.7 executor 2):"
                + " dev.gen.error.ModelFormatException: the model has the sha256 ab, expected cd\n"
                + "\tat dev.gen.studio.Planner.plan(Planner.java:60)");

    assertThat(TaskFailure.of(told))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("the model has the sha256 ab, expected cd");
  }

  @Test
  void leavesWhatItDoesNotKnow() {
    Exception unknown = new Exception("all masters are unresponsive");

    assertThat(TaskFailure.of(unknown)).isSameAs(unknown);
  }
}
