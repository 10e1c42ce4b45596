package dev.gen.cli;

import dev.gen.screen.StatusLine;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/**
 * Tells how far something is: a line that moves on a terminal, a plain one now and then in a log,
 * nothing to who wants none or has a terminal that cannot move lines.
 */
final class ProgressReport implements AutoCloseable {

  /** What takes less says nothing to a log; then there is one line in twice the time, and so on. */
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int LOG_COLUMNS = 200;

  /** Not the terminal's own writer, which would make its commands visible. */
  private static final PrintStream UTF_8_ERRORS =
      new PrintStream(System.err, false, StandardCharsets.UTF_8);

  private final Terminal terminal;
  private final IntFunction<String> text;
  private final LongSupplier clock;
  private final Optional<StatusLine> line;
  private final boolean logs;
  private long pause = FIRST_NANOS;
  private long said;

  /**
   * Begins to tell.
   *
   * @param text how far it is, in at most so many columns
   * @param clock in nanoseconds
   */
  ProgressReport(
      Terminal terminal, Verbosity verbosity, IntFunction<String> text, LongSupplier clock) {
    boolean wanted = verbosity == Verbosity.USUAL;
    boolean moves = terminal.interactive() && !"dumb".equals(System.getenv("TERM"));
    this.terminal = terminal;
    this.text = text;
    this.clock = clock;
    this.line =
        wanted && moves ? Optional.of(new StatusLine(UTF_8_ERRORS, text)) : Optional.empty();
    this.logs = wanted && !terminal.interactive();
    this.said = clock.getAsLong();
    terminal.interruption().clears(this::close);
  }

  /** Returns whether the line may be coloured. */
  static Ansi colours(Terminal terminal) {
    return Colours.of(System.getenv(), terminal.interactive());
  }

  /** Tells a log, if it is time. */
  synchronized void changed() {
    long now = clock.getAsLong();
    if (logs && now - said >= pause) {
      terminal.err().println("gen: " + text.apply(LOG_COLUMNS).replaceAll(" *[\u2500\u2501]+", ""));
      said = now;
      pause = Math.min(2 * pause, LONGEST_NANOS);
    }
  }

  /** Prints something else, beside the line. */
  void aside(Runnable printing) {
    line.ifPresentOrElse(shown -> shown.aside(printing), printing);
  }

  @Override
  public void close() {
    line.ifPresent(StatusLine::close);
  }
}
