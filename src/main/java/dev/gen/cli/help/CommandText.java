package dev.gen.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command says about itself, as plain sentences. */
public final class CommandText {

  private static final String EXIT_CODES = "Exit codes: ";

  private CommandText() {}

  /** Returns the whole name, such as {@code gen models show}. */
  public static String name(CommandSpec command) {
    String own = command.name();
    if (own.startsWith("gen")) {
      return own;
    }
    return command.parent() == null ? "gen " + own : name(command.parent()) + " " + own;
  }

  /** Returns the description as one text. */
  public static String description(CommandSpec command) {
    return String.join(" ", command.usageMessage().description());
  }

  /** Returns the first sentence of the description, without its full stop. */
  public static String summary(CommandSpec command) {
    return description(command).split("[.;:](\\s|$)", 2)[0];
  }

  /** Returns what is typed. */
  public static String synopsis(CommandSpec command) {
    return Stream.concat(
            Stream.of(name(command), "[options]"),
            command.positionalParameters().stream().map(CommandText::parameter))
        .collect(Collectors.joining(" "));
  }

  private static String parameter(ArgSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  /** Returns the names of an option and of its value, such as {@code -o, --output=FILE}. */
  static String names(OptionSpec option) {
    List<String> names = new ArrayList<>(List.of(option.names()));
    names.sort((a, b) -> a.length() - b.length());
    return String.join(", ", names) + (takesValue(option) ? "=" + option.paramLabel() : "");
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  /** Returns what an option does, with its default. */
  static String description(ArgSpec option) {
    String text = String.join(" ", option.description());
    return text.replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValueString()));
  }

  /** Returns lines that work, with what they do. */
  public static List<String> examples(CommandSpec command) {
    return footer(command).takeWhile(line -> !line.startsWith(EXIT_CODES)).toList();
  }

  /** Returns what the exit codes mean, empty where a command has none of its own. */
  static String exitCodes(CommandSpec command) {
    return footer(command)
        .dropWhile(line -> !line.startsWith(EXIT_CODES))
        .collect(Collectors.joining(" "))
        .replaceFirst(EXIT_CODES, "");
  }

  private static Stream<String> footer(CommandSpec command) {
    return Stream.of(command.usageMessage().footer()).map(String::strip).filter(l -> !l.isEmpty());
  }

  /** Returns a command and all below it. */
  public static Stream<CommandSpec> withSubcommands(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .map(sub -> sub.getCommandSpec())
            .flatMap(CommandText::withSubcommands));
  }
}
