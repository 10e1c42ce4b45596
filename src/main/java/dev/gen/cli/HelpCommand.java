package dev.gen.cli;

import dev.gen.cli.help.CommandText;
import dev.gen.cli.help.HelpPage;
import dev.gen.cli.help.ManPage;
import dev.gen.cli.help.OptionGroup;
import dev.gen.cli.help.ReferencePage;
import dev.gen.cli.help.Shell;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import dev.gen.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen help}: tells about a command or an option. */
@Command(name = "gen help", description = "Tells about a command or an option.")
final class HelpCommand extends BaseCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND|OPTION",
      description = "What to tell about; without one, all commands.")
  private List<String> words = List.of();

  @Option(
      names = "--write",
      paramLabel = "FOLDER",
      description =
          "Write manual pages, the scripts of completion and the reference cli.md into this"
              + " folder.")
  private Path folder;

  HelpCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    command.parser().unmatchedOptionsArePositionalParams(true);
  }

  @Override
  int run() {
    if (folder != null) {
      write();
    } else if (words.isEmpty()) {
      overview();
    } else {
      tell(words.get(0).replaceFirst("^-+", ""), words.subList(1, words.size()));
    }
    return ExitCode.OK;
  }

  private void overview() {
    terminal().out().println("gen PROMPT... [options] draws a picture. The commands are:");
    CommandTable.commands()
        .forEach(
            (name, command) ->
                terminal().out().printf("  gen %-11s %s%n", name, CommandText.summary(command)));
    terminal().out().println("gen help COMMAND tells about one, gen help OPTION about an option.");
  }

  private void tell(String word, List<String> below) {
    Map<String, CommandSpec> commands = CommandTable.commands();
    if (commands.containsKey(word)) {
      CommandSpec command = commands.get(word);
      for (String name : below) {
        if (!command.subcommands().containsKey(name)) {
          throw unknown(name, command.subcommands().keySet());
        }
        command = command.subcommands().get(name).getCommandSpec();
      }
      command.commandLine().usage(terminal().out(), Colours.ofOutput());
      return;
    }
    List<CommandSpec> all = all(commands);
    List<CommandSpec> having = all.stream().filter(c -> option(c, word) != null).toList();
    if (having.isEmpty()) {
      List<String> known = new ArrayList<>(commands.keySet());
      all.forEach(command -> command.options().forEach(o -> known.add(OptionGroup.nameOf(o))));
      throw unknown(word, known);
    }
    terminal().out().print(HelpPage.about(option(having.get(0), word), having));
  }

  /** Returns the command without a name, those with one, and what is below them. */
  private static List<CommandSpec> all(Map<String, CommandSpec> commands) {
    return Stream.concat(Stream.of(CommandTable.draw()), commands.values().stream())
        .flatMap(CommandText::withSubcommands)
        .toList();
  }

  private static OptionSpec option(CommandSpec command, String name) {
    OptionSpec whole = command.findOption("--" + name);
    return whole == null && name.length() == 1 ? command.findOption("-" + name) : whole;
  }

  private static InvalidRequestException unknown(String word, Collection<String> known) {
    return new InvalidRequestException(
        "there is no command and no option \"%s\"%s; gen help lists the commands, gen --help-all the options"
            .formatted(word, Nearest.question(word, known).orElse("")));
  }

  private void write() {
    try {
      Files.createDirectories(folder);
      List<CommandSpec> all = all(CommandTable.commands());
      for (CommandSpec command : all) {
        Files.writeString(
            folder.resolve(ManPage.fileName(command)),
            ManPage.of(command, GenCommand.versionLine()));
      }
      for (Shell shell : Shell.values()) {
        Files.writeString(folder.resolve(shell.fileName()), CompletionCommand.script(shell));
      }
      Files.writeString(folder.resolve("cli.md"), ReferencePage.of(all));
    } catch (IOException e) {
      throw new OutputException("cannot write into " + folder + ": " + e.getMessage(), e);
    }
  }
}
