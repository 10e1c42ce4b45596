package dev.gen.cli;

import dev.gen.model.ModelLocator;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code gen models}: lists the models that have a name. */
@Command(name = "gen models", description = "Lists the models that --model finds by name.")
final class ModelsCommand extends BaseCommand {

  ModelsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    add(command, "show", new ModelsShowCommand(terminal()));
    add(command, "list", new Listing(terminal()));
    add(command, "pull", new ModelsPullCommand(terminal()));
    add(command, "verify", new ModelsCacheCommand.Verify(terminal()));
    add(command, "remove", new ModelsCacheCommand.Remove(terminal()));
    add(command, "convert", new ModelsConvertCommand(terminal()));
    add(command, "quantize", new ModelsQuantizeCommand(terminal()));
  }

  private static void add(CommandSpec command, String name, BaseCommand sub) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(sub);
    sub.prepare(spec);
    command.addSubcommand(name, spec);
  }

  @Override
  int run() {
    return list(terminal());
  }

  private static int list(Terminal terminal) {
    for (Path model : StudioOptions.locator().list()) {
      terminal.out().printf("%-24s %s%n", ModelLocator.nameOf(model), model);
    }
    return ExitCode.OK;
  }

  /** {@code gen models list}: the same by its own name. */
  @Command(name = "list", description = "Lists the models that --model finds by name.")
  static final class Listing extends BaseCommand {

    Listing(Terminal terminal) {
      super(terminal);
    }

    @Override
    int run() {
      return list(terminal());
    }
  }
}
