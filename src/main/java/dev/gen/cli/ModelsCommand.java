package dev.gen.cli;

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
    add(command, "convert", new ModelsConvertCommand(terminal()));
  }

  private static void add(CommandSpec command, String name, BaseCommand sub) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(sub);
    sub.prepare(spec);
    command.addSubcommand(name, spec);
  }

  @Override
  int run() {
    for (Path model : StudioOptions.locator().list()) {
      terminal().out().printf("%-24s %s%n", model.getFileName(), model);
    }
    return ExitCode.OK;
  }
}
