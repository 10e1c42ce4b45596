package dev.gen.cli;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs command lines inside the test's own process. */
final class Commands {

  private Commands() {}

  static CommandLineRun gen(String... args) {
    return genReading("", args);
  }

  /** Runs a command line with the given standard input. */
  static CommandLineRun genReading(String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false);
    int exitCode = GenCommand.run(terminal, args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  /** Runs a command line with the tiny model. */
  static CommandLineRun tiny(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--model", Models.tiny().toString()));
    return gen(all.toArray(String[]::new));
  }
}
