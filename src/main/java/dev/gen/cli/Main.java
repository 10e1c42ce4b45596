package dev.gen.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process starts and ends. */
public final class Main {

  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code.
   *
   * <p>Ctrl-C ends the process at once, with the exit code 130 of the JVM itself.
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(System.in, out, err, Boolean.getBoolean("gen.watched"));
    Thread interrupted =
        new Thread(() -> err.println("gen: interrupted; what was not finished is lost"));
    Runtime.getRuntime().addShutdownHook(interrupted);
    int exitCode = GenCommand.run(terminal, args);
    Runtime.getRuntime().removeShutdownHook(interrupted);
    System.exit(exitCode);
  }
}
