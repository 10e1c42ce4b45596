package dev.gen.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: help, and how much it says. */
@Command(sortOptions = false, usageHelpAutoWidth = true, abbreviateSynopsis = true)
abstract class BaseCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress; only seeds, warnings and errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more, and show where errors come from.")
  private boolean verbose;

  BaseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Adds options that are not written down as fields. */
  void prepare(CommandSpec command) {}

  /**
   * Does the work.
   *
   * @return the exit code
   */
  abstract int run();

  @Override
  public final Integer call() {
    verbosity().apply();
    return run();
  }

  /** Returns what to throw where words cannot be used as this command takes them. */
  final ParameterException misread(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  final Terminal terminal() {
    return terminal;
  }

  final CommandSpec spec() {
    return spec;
  }

  final Verbosity verbosity() {
    return Verbosity.of(quiet, verbose);
  }
}
