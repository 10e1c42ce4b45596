package dev.gen.cli;

import dev.gen.error.ModelFormatException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.AdditionFacts;
import dev.gen.model.Checksums;
import dev.gen.model.ModelFacts;
import dev.gen.model.ModelLocator;
import dev.gen.model.ModelSource;
import dev.gen.model.WishedModel;
import dev.gen.model.family.ModelFamilies;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gen models show}: says what a model is and, if its maker lists them, the words it knows.
 */
@Command(
    name = "show",
    description = {
      "Says what a model is, and which words it knows if its maker lists them;",
      "also what a file is that is added to one: a LoRA, an embedding, an autoencoder."
    })
final class ModelsShowCommand extends BaseCommand {

  /** Where values begin. */
  private static final String INDENT = " ".repeat(17);

  private static final String LINE = "%-16s %s%n";

  @Parameters(paramLabel = "MODEL", description = "A path or a name, as for --model.")
  private String model;

  @Option(
      names = "--sha256",
      description = "Compute the checksums of large files too, which takes seconds a GB.")
  private boolean sha256;

  ModelsShowCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    JobOptions.addModelTo(command);
  }

  @Override
  int run() {
    facts()
        .forEach(
            (name, value) ->
                terminal().out().printf(LINE, name, value.replace("\n", "\n" + INDENT)));
    return ExitCode.OK;
  }

  private Map<String, String> facts() {
    ModelLocator locator = StudioOptions.locator();
    Checksums checksums = sha256 ? Checksums.OF_ALL_FILES : Checksums.OF_SMALL_FILES;
    Map<String, String> addition = AdditionFacts.of(locator.find(model), checksums);
    return addition.isEmpty() ? facts(locator, checksums) : addition;
  }

  private Map<String, String> facts(ModelLocator locator, Checksums checksums) {
    Job wish = JobOptions.read(spec()).with(Field.MODEL, model);
    ModelSource source = new WishedModel(wish, locator).open();
    try {
      return ModelFacts.of(ModelFamilies.open(source), checksums);
    } catch (ModelFormatException e) {
      return ModelFacts.of(source, checksums, e);
    }
  }
}
