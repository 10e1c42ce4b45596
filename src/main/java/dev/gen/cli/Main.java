package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the process starts and ends. */
public final class Main {

  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code.
   *
   * <p>{@link Interruption} says how Ctrl-C ends it.
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    // Not System.out, which would keep failures to itself.
    OutputStream bytes = new FileOutputStream(FileDescriptor.out);
    boolean shown = Boolean.getBoolean("gen.shown");
    PrintWriter out = writer(bytes, shown);
    PrintWriter err = writer(System.err, true);
    Terminal terminal =
        new Terminal(
            System.in,
            out,
            err,
            Boolean.getBoolean("gen.watched"),
            shown ? Optional.empty() : Optional.of(bytes));
    Thread interrupted = new Thread(() -> terminal.interruption().tell(err));
    Runtime.getRuntime().addShutdownHook(interrupted);
    int exitCode = run(terminal, args);
    terminal.interruption().holdOnceTold();
    Runtime.getRuntime().removeShutdownHook(interrupted);
    System.exit(exitCode);
  }

  private static PrintWriter writer(OutputStream stream, boolean visible) {
    Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    return new PrintWriter(visible ? new VisibleWriter(writer) : writer, true);
  }

  /** Runs a command line; whatever is thrown, and wherever, becomes one line and an exit code. */
  static int run(Terminal terminal, String... args) {
    int exitCode;
    try {
      exitCode = GenCommand.run(terminal, Arguments.of(args));
    } catch (InvalidRequestException e) {
      exitCode = failed(terminal, e.getMessage(), ExitCode.USAGE);
    } catch (OutOfMemoryError e) {
      exitCode = failed(terminal, outOfMemory(e), ExitCode.INFERENCE);
    } catch (LinkageError e) {
      exitCode = failed(terminal, incomplete(e), ExitCode.BUG);
    } catch (RuntimeException | Error e) {
      exitCode = failed(terminal, "a bug: " + e, ExitCode.BUG);
    }
    if (exitCode == ExitCode.OK && terminal.out().checkError()) {
      return failed(
          terminal,
          "standard output cannot be written; is its disk full, or its reader gone?",
          ExitCode.OUTPUT);
    }
    return exitCode;
  }

  private static int failed(Terminal terminal, String message, int exitCode) {
    terminal.err().println("gen: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    return exitCode;
  }

  private static String outOfMemory(OutOfMemoryError e) {
    return "out of memory ("
        + e.getMessage()
        + "); ask for a smaller picture or fewer at once, or"
        + " give the JVM more, as in: JAVA_TOOL_OPTIONS=-Xmx4g gen ...";
  }

  private static String incomplete(LinkageError e) {
    return "a part of the program is missing or does not fit this JVM ("
        + e
        + "); build it anew:"
        + " remove the folder target beside gen and run gen again";
  }
}
