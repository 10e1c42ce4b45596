package dev.gen.screen;

import java.io.PrintStream;
import java.util.function.IntFunction;
import sun.misc.Signal;

/**
 * A line at the bottom of a terminal that is drawn again while something lasts, and gone when that
 * is over. It follows the width of the window.
 *
 * <p>Has a thread of its own until it is closed; thread-safe.
 */
public final class StatusLine implements AutoCloseable {

  private static final long MILLIS = 100;
  private static final String CLEARED = "\r\033[K";

  private final PrintStream out;
  private final IntFunction<String> text;
  private final Thread drawing = new Thread(this::draw, "status line");
  private volatile boolean resized = true;
  private volatile boolean closed;
  private int columns;
  private String shown = "";

  /**
   * Begins to draw.
   *
   * @param out leads to the terminal
   * @param text says the line in at most so many columns; asked ten times a second
   */
  public StatusLine(PrintStream out, IntFunction<String> text) {
    this.out = out;
    this.text = text;
    try {
      Signal.handle(new Signal("WINCH"), signal -> resized = true);
    } catch (IllegalArgumentException e) {
      // Windows has no such signal; the line keeps the width that it began with.
    }
    drawing.setDaemon(true);
    drawing.start();
  }

  private void draw() {
    try {
      while (!closed) {
        drawOnce();
        Thread.sleep(MILLIS);
      }
    } catch (InterruptedException e) {
      // It was closed.
    }
  }

  private synchronized void drawOnce() {
    if (resized) {
      resized = false;
      // The last column stays free, for some terminals begin a new line behind it.
      columns = Tty.window().orElse(Window.USUAL).columns() - 1;
      shown = "";
    }
    String line = text.apply(columns);
    if (!closed && !line.equals(shown)) {
      out.print(CLEARED + line);
      out.flush();
      shown = line;
    }
  }

  /** Prints something else where the line is; the line is drawn again below it. */
  public synchronized void aside(Runnable printing) {
    clear();
    printing.run();
  }

  private void clear() {
    if (!shown.isEmpty()) {
      out.print(CLEARED);
      out.flush();
      shown = "";
    }
  }

  @Override
  public void close() {
    closed = true;
    drawing.interrupt();
    synchronized (this) {
      clear();
    }
  }
}
