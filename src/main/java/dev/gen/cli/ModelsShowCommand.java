package dev.gen.cli;

import dev.gen.model.AdditionFacts;
import dev.gen.model.ModelFacts;
import dev.gen.model.family.ModelFamilies;
import dev.gen.onnx.SessionSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gen models show}: says what a model is and, if its maker lists them, the words it knows.
 */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what a model is, and which words it knows if its maker lists them;",
      "also what a file is that is added to one: a LoRA, an embedding, an autoencoder."
    })
final class ModelsShowCommand implements Callable<Integer> {

  /** Where values begin. */
  private static final String INDENT = " ".repeat(17);

  private static final String LINE = "%-16s %s%n";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A path or a name, as for --model.")
  private String model;

  @Mixin private final CheckpointFlags flags = new CheckpointFlags();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    facts().forEach((name, value) -> out.printf(LINE, name, value.replace("\n", "\n" + INDENT)));
    return ExitCode.OK;
  }

  private Map<String, String> facts() {
    Map<String, String> addition = AdditionFacts.of(ModelOptions.locator().find(model));
    return addition.isEmpty()
        ? ModelFacts.of(
            ModelFamilies.load(flags.open(model, List.of()), SessionSettings.ofAllProcessors()))
        : addition;
  }
}
