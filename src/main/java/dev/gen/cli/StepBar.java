package dev.gen.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the time left, on the terminal's error stream; gone when it is closed. */
final class StepBar implements AutoCloseable {

  /** The narrowest window that is in use, less the column where the cursor stays. */
  private static final int COLUMNS = 39;

  private final ProgressBar bar;

  /**
   * Shows a bar.
   *
   * @param steps that there are, or -1 where nobody knows
   */
  StepBar(long steps) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("")
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(100)
            .clearDisplayOnFinish()
            .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
            .build();
  }

  void show(long done) {
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}
