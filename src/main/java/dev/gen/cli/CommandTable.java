package dev.gen.cli;

import dev.gen.cli.help.HelpPage;
import dev.gen.cli.help.OptionGroup;
import dev.gen.error.GenException;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import dev.gen.job.Field;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds the command that a command line is for, and turns how it ends into an exit code.
 *
 * <p>A first argument that is the name of a command is that command; anything else is a prompt. So
 * a prompt in quotes, or after {@code --}, is never taken for a command.
 */
public final class CommandTable {

  private static final Map<String, Function<Terminal, BaseCommand>> COMMANDS =
      new LinkedHashMap<>();

  static {
    COMMANDS.put("samplers", SamplersCommand::new);
    COMMANDS.put("styles", StylesCommand::new);
    COMMANDS.put("models", ModelsCommand::new);
    COMMANDS.put("info", InfoCommand::new);
    COMMANDS.put("show", ShowCommand::new);
    COMMANDS.put("batch", BatchCommand::new);
    COMMANDS.put("again", AgainCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
    COMMANDS.put("compare", CompareCommand::new);
    COMMANDS.put("rank", RankCommand::new);
    COMMANDS.put("config", ConfigCommand::new);
    COMMANDS.put("cache", CacheCommand::new);
    COMMANDS.put("serve", ServeCommand::new);
    COMMANDS.put("help", HelpCommand::new);
    COMMANDS.put("completion", CompletionCommand::new);
  }

  private static final Pattern SNAKE_CASE = Pattern.compile("\\b[a-z]+(_[a-z0-9]+)+\\b");

  private final Terminal terminal;
  private final List<String> args;

  private CommandTable(Terminal terminal, List<String> args) {
    this.terminal = terminal;
    this.args = args;
  }

  static int run(Terminal terminal, String... args) {
    if (List.of(args).equals(List.of("--version"))) {
      // Asked for by scripts at every turn, so it does not wait for the options to be set up.
      terminal.out().println(GenCommand.versionLine());
      return ExitCode.OK;
    }
    return new CommandTable(terminal, List.of(args)).run();
  }

  private int run() {
    boolean named = isCommand();
    Optional<String> meant = meant();
    if (meant.isPresent()) {
      terminal.err().println("gen: " + oneLine(meant.get()));
      return ExitCode.USAGE;
    }
    BaseCommand command =
        named ? COMMANDS.get(args.get(0)).apply(terminal) : new GenCommand(terminal);
    return line(command)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Colours.ofOutput()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setParameterExceptionHandler((e, a) -> misused(e))
        .setExecutionExceptionHandler((e, c, r) -> failed(e, command.verbosity()))
        .execute((named ? args.subList(1, args.size()) : args).toArray(String[]::new));
  }

  /** Makes the command line of a command, with all of its options. */
  static CommandLine line(BaseCommand command) {
    CommandLine line = new CommandLine(command);
    command.prepare(line.getCommandSpec());
    HelpPage.install(line.getCommandSpec());
    return line;
  }

  /** Returns the model of every command by its name, in the order in which they are told. */
  static Map<String, CommandSpec> commands() {
    Map<String, CommandSpec> specs = new LinkedHashMap<>();
    COMMANDS.forEach(
        (name, command) -> specs.put(name, line(command.apply(null)).getCommandSpec()));
    return specs;
  }

  /** Returns the model of the command without a name. */
  static CommandSpec draw() {
    return line(new GenCommand(null)).getCommandSpec();
  }

  /** Tells words that are a slip of a command and its file from a prompt. */
  private Optional<String> meant() {
    if (isCommand() || args.size() < 2 || !isFile(args.get(1))) {
      return Optional.empty();
    }
    return Nearest.slipOf(args.get(0), COMMANDS.keySet())
        .map(
            name ->
                "there is no command \"%s\"; did you mean gen %s? To draw these words, put them in quotes"
                    .formatted(args.get(0), name));
  }

  private static boolean isFile(String word) {
    try {
      return Files.isRegularFile(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private boolean isCommand() {
    return !args.isEmpty() && COMMANDS.containsKey(args.get(0));
  }

  private int misused(CommandLine.ParameterException e) {
    String help = isCommand() ? "gen " + args.get(0) + " --help" : "gen --help";
    terminal
        .err()
        .println(
            "gen: "
                + oneLine(e.getMessage())
                + near(e)
                + bothReadings()
                + dashed(e)
                + "; see "
                + help);
    return ExitCode.USAGE;
  }

  /** Names the option that an unknown one is likely a slip of. */
  private static String near(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || !unmatched.isUnknownOption()) {
      return "";
    }
    String wanted = unmatched.getUnmatched().get(0).replaceFirst("=.*", "").replaceFirst("^-+", "");
    List<String> known =
        e.getCommandLine().getCommandSpec().options().stream().map(OptionGroup::nameOf).toList();
    return Nearest.slipOf(wanted, known).map(name -> "; did you mean --" + name + "?").orElse("");
  }

  /** Says how to draw words that were taken for a command. */
  private String bothReadings() {
    List<String> words = args.stream().takeWhile(word -> !word.startsWith("-")).toList();
    boolean meant = words.stream().skip(1).anyMatch(word -> Files.exists(Path.of(word)));
    return isCommand() && words.size() > 1 && !meant
        ? "; \"%s\" was read as the command %s; to draw it, put it in quotes: gen \"%s\""
            .formatted(String.join(" ", words), args.get(0), String.join(" ", words))
        : "";
  }

  /** Says how to draw words that begin with a dash and look like no option. */
  private static String dashed(CommandLine.ParameterException e) {
    String word =
        e instanceof CommandLine.UnmatchedArgumentException unmatched && unmatched.isUnknownOption()
            ? unmatched.getUnmatched().get(0)
            : "";
    return word.matches("(?s)-[\\d.].*|-.*\\s.*")
        ? "; to draw words that begin with -, put -- before it: gen -- \"" + oneLine(word) + "\""
        : "";
  }

  private int failed(Exception e, Verbosity verbosity) {
    terminal.interruption().holdOnceTold();
    terminal.err().println("gen: " + oneLine(e));
    if (verbosity == Verbosity.VERBOSE) {
      e.printStackTrace(terminal.err());
    }
    return ExitCode.of(e);
  }

  /** Spells fields as their options: the one that is wrong, and those that the rest names. */
  private static String spelled(Exception e) {
    String message = String.valueOf(e.getMessage());
    Optional<String> field =
        e instanceof InvalidRequestException invalid ? invalid.field() : Optional.empty();
    if (field.isEmpty()) {
      return message;
    }
    String rest =
        SNAKE_CASE
            .matcher(message.substring(field.get().length()))
            .replaceAll(CommandTable::option);
    return field.get().equals(Field.PROMPT.fieldName())
        ? "the prompt" + rest
        : "--" + field.get().replace('_', '-') + rest;
  }

  private static String option(MatchResult word) {
    return Field.find(word.group()).map(field -> "--" + field.optionName()).orElse(word.group());
  }

  /** Says what went wrong in one line, with fields spelled as options. */
  public static String oneLine(Exception e) {
    return oneLine(e instanceof GenException ? spelled(e) : "a bug: " + e);
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
