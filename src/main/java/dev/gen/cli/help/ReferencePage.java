package dev.gen.cli.help;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference of all commands, in Markdown. */
public final class ReferencePage {

  private static final String ROW = "| `%s` | %s |\n";

  private ReferencePage() {}

  /** Returns the page. */
  public static String of(Collection<CommandSpec> commands) {
    return "# Commands and options\n\n"
        + "Made from the program itself by `gen help --write FOLDER`, which also writes"
        + " manual pages and completions.\n"
        + commands.stream().map(ReferencePage::section).collect(Collectors.joining());
  }

  private static String section(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    text.append("\n## %s\n\n".formatted(CommandText.name(command)));
    text.append("    %s\n\n".formatted(CommandText.synopsis(command)));
    text.append("%s\n".formatted(CommandText.description(command)));
    if (!command.positionalParameters().isEmpty()) {
      text.append("\n| parameter | what it is |\n| --- | --- |\n");
      command
          .positionalParameters()
          .forEach(
              one ->
                  text.append(ROW.formatted(one.paramLabel(), cell(CommandText.description(one)))));
    }
    OptionGroup.of(command).forEach((group, options) -> table(text, group, options));
    if (!CommandText.exitCodes(command).isEmpty()) {
      text.append("\nExit codes: %s\n".formatted(CommandText.exitCodes(command)));
    }
    return text.toString();
  }

  /** Returns the rows of the options that people use, as a table of Markdown has them. */
  public static String everyday(CommandSpec command) {
    return OptionGroup.of(command).values().stream()
        .flatMap(List::stream)
        .filter(OptionGroup::isEveryday)
        .map(ReferencePage::row)
        .collect(Collectors.joining());
  }

  private static String row(OptionSpec option) {
    return ROW.formatted(
        CommandText.names(option).replace("|", "\\|"), cell(CommandText.description(option)));
  }

  private static void table(StringBuilder text, OptionGroup group, List<OptionSpec> options) {
    text.append("\n| %s | |\n| --- | --- |\n".formatted(group.heading()));
    for (OptionSpec option : options) {
      text.append(
          ROW.formatted(
              CommandText.names(option).replace("|", "\\|"),
              cell(CommandText.description(option))));
    }
  }

  /** Has nothing end a cell, and no name in angles vanish. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
