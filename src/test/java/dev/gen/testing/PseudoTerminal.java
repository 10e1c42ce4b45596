package dev.gen.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the program in a process of its own, on a pseudo-terminal that answers as it is told. */
public final class PseudoTerminal {

  private final List<String> rules = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>(Map.of("TERM", "xterm-256color"));
  private final String size;

  /** Opens one of so many columns and rows, such as {@code 80x24}. */
  public PseudoTerminal(String size) {
    this.size = size;
  }

  /** Sends keys or an answer when something was written; both may have escapes. */
  public PseudoTerminal when(String written, String sent) {
    rules.addAll(List.of("--when", written, "--send", sent));
    return this;
  }

  /** Changes its size when something was written. */
  public PseudoTerminal resized(String written, String newSize) {
    rules.addAll(List.of("--when", written, "--size", newSize));
    return this;
  }

  /** Sets a variable. */
  public PseudoTerminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command line of gen; skips the test where there is no such terminal. */
  public CommandLineRun gen(String... args) throws Exception {
    assumeTrue(hasPython(), "there is no python3 to make a pseudo-terminal with");
    List<String> command =
        new ArrayList<>(
            List.of("python3", Models.resource("terminal/terminal.py").toString(), size));
    command.addAll(rules);
    command.addAll(
        List.of(
            "--",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dgen.shown=true",
            "-Dgen.watched=true",
            "-Dgen.home=" + Path.of("").toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.gen.cli.Main"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("COLORTERM", "NO_COLOR", "CLICOLOR"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(60, TimeUnit.SECONDS);
    return new CommandLineRun(process.exitValue(), out, "");
  }

  private static boolean hasPython() {
    try {
      return new ProcessBuilder("python3", "-c", "import pty").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
