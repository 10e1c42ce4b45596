package dev.gen.cli;

import dev.gen.cli.help.Shell;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import dev.gen.model.ModelLocator;
import dev.gen.model.NamedFiles;
import dev.gen.sampler.SamplerKind;
import dev.gen.words.Style;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen completion}: has shells complete command lines. */
@Command(
    name = "gen completion",
    description = {
      "Prints the script that completes gen in a shell: source <(gen completion bash) in .bashrc,",
      "source <(gen completion zsh) in .zshrc, gen completion fish | source in config.fish."
    })
final class CompletionCommand extends BaseCommand {

  /** The options whose values are asked for while somebody types. */
  static final Map<String, Supplier<List<String>>> VALUES =
      Map.of(
          "model",
          CompletionCommand::models,
          "sampler",
          CompletionCommand::samplers,
          "style",
          CompletionCommand::styles,
          "lora",
          () -> NamedFiles.loras(StudioOptions.locator()).names(),
          "vae",
          () -> NamedFiles.autoencoders(StudioOptions.locator()).names(),
          "embedding",
          () -> NamedFiles.embeddings(StudioOptions.locator()).names());

  private static final List<String> SHELLS =
      Arrays.stream(Shell.values()).map(shell -> shell.name().toLowerCase(Locale.ROOT)).toList();

  @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell;

  @Option(
      names = "--values",
      paramLabel = "OPTION",
      description = "Print the values that an option has now, one a line; the scripts ask this.")
  private String option;

  CompletionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    if (option != null) {
      VALUES.getOrDefault(option, List::of).get().forEach(terminal().out()::println);
    } else if (shell == null) {
      throw misread("no shell is named, expected one of " + String.join(", ", SHELLS));
    } else {
      terminal().out().print(script(named(shell)));
    }
    return ExitCode.OK;
  }

  /** Returns the script for a shell. */
  static String script(Shell shell) {
    return shell.script(CommandTable.draw(), CommandTable.commands(), VALUES.keySet());
  }

  private static Shell named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!SHELLS.contains(lower)) {
      throw new InvalidRequestException(
          "the shell is \"%s\", expected one of %s%s"
              .formatted(
                  name, String.join(", ", SHELLS), Nearest.question(lower, SHELLS).orElse("")));
    }
    return Shell.valueOf(lower.toUpperCase(Locale.ROOT));
  }

  private static List<String> models() {
    return StudioOptions.locator().list().stream().map(ModelLocator::nameOf).toList();
  }

  private static List<String> styles() {
    return new WordOptions().styles().all().stream().map(Style::name).toList();
  }

  private static List<String> samplers() {
    return Arrays.stream(SamplerKind.values()).map(SamplerKind::cliName).toList();
  }
}
