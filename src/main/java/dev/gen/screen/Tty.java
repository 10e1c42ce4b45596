package dev.gen.screen;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The terminal that a process was started in, whatever its streams are: {@code /dev/tty}.
 *
 * <p>Its mode is changed with {@code stty}, and only while a question waits for its answer. Nothing
 * is asked from the background, for that would stop the process.
 */
public final class Tty {

  private static final File DEVICE = new File("/dev/tty");
  private static final Path OWN_STATUS = Path.of("/proc/self/stat");

  /** Answers come in the time of a round trip; longer ones would be noticed as a pause. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  private static final int LONGEST_ANSWER = 1 << 14;
  private static final long STTY_SECONDS = 2;

  private Tty() {}

  /** Returns the size of its window, in characters, where there is one and it says so. */
  public static Optional<Window> window() {
    return stty("size")
        .filter(size -> size.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}"))
        .map(size -> size.split(" "))
        .map(
            size ->
                new Window(
                    Integer.parseInt(size[1]),
                    Integer.parseInt(size[0]),
                    Window.USUAL.cellWidth(),
                    Window.USUAL.cellHeight()));
  }

  /**
   * Asks a question and returns what was answered, empty without a terminal.
   *
   * @param end of the answer; without it whatever came in 0.6 seconds is the answer
   */
  static String ask(String question, Pattern end) {
    Optional<String> mode = isForeground() ? stty("-g") : Optional.empty();
    if (mode.isEmpty()) {
      return "";
    }
    // Ctrl-C may end the process meanwhile.
    Thread restoring = new Thread(() -> stty(mode.get()));
    Runtime.getRuntime().addShutdownHook(restoring);
    stty("-icanon", "-echo", "min", "0", "time", "1");
    try {
      return exchange(question, end);
    } catch (IOException e) {
      return "";
    } finally {
      stty(mode.get());
      Runtime.getRuntime().removeShutdownHook(restoring);
    }
  }

  private static String exchange(String question, Pattern end) throws IOException {
    try (OutputStream out = new FileOutputStream(DEVICE);
        InputStream in = new FileInputStream(DEVICE)) {
      // What does not understand a question may print it; that line is cleared.
      out.write((question + "\r\033[2K").getBytes(StandardCharsets.US_ASCII));
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[256];
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < PATIENCE_NANOS
          && answer.length() < LONGEST_ANSWER
          && !end.matcher(answer).find()) {
        int count = in.read(buffer); // Waits a tenth of a second, as stty was told.
        answer.append(new String(buffer, 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
      }
      return answer.toString();
    }
  }

  /** Writes to it, and returns whether there is one. */
  static boolean write(String text) {
    try (OutputStream out = new FileOutputStream(DEVICE)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether this process may read from it, as Linux tells; elsewhere it may be so. */
  private static boolean isForeground() {
    try {
      String status = Files.readString(OWN_STATUS);
      String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
      return fields[2].equals(fields[5]); // its process group, and that of the terminal
    } catch (IOException e) {
      return true;
    }
  }

  private static Optional<String> stty(String... arguments) {
    if (!DEVICE.exists()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(DEVICE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.exitValue() == 0 ? Optional.of(said.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
