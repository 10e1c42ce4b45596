package dev.gen.cli;

import dev.gen.model.ModelLocator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gen models}: lists the models that have a name. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists the models that --model finds by name.",
    subcommands = {ModelsShowCommand.class, ModelsConvertCommand.class})
final class ModelsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelLocator locator = ModelOptions.locator();
    for (Path model : locator.list()) {
      out.printf("%-24s %s%n", model.getFileName(), model);
    }
    return ExitCode.OK;
  }
}
