package dev.gen.cli;

import dev.gen.model.DiffusionModel;
import dev.gen.model.ModelFacts;
import dev.gen.onnx.SessionSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gen models show}: says what a model is and, if its maker lists them, the words it knows.
 */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Says what a model is, and which words it knows if its maker lists them.")
final class ModelsShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A path or a name, as for --model.")
  private String model;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DiffusionModel diffusion =
        DiffusionModel.load(
            new CheckpointFlags().open(model, List.of()), SessionSettings.ofAllProcessors());
    ModelFacts.of(diffusion).forEach((name, value) -> out.printf("%-16s %s%n", name, value));
    return ExitCode.OK;
  }
}
