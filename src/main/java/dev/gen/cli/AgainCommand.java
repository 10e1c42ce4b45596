package dev.gen.cli;

import dev.gen.job.Field;
import dev.gen.job.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen again}: makes a picture again from its record. */
@Command(
    name = "gen again",
    description = {
      "Makes a picture again from the record inside it; options say what is to be different.",
      "Another model, LoRA or start picture than the recorded one is refused."
    })
final class AgainCommand extends BaseCommand {

  @Parameters(paramLabel = "FILE", description = "A picture with a record.")
  private Path file;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What the new picture shows instead.")
  private String prompt;

  @Mixin private final DrawOptions drawing = new DrawOptions();

  @Option(
      names = "--accept-difference",
      description = "Take files of the recorded names, even if they are not the recorded ones.")
  private boolean accepts;

  AgainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    JobOptions.addTo(command);
  }

  @Override
  int run() {
    if (!Files.exists(file)) {
      throw misread("there is no file " + file);
    }
    Job recorded = RecordedJob.read(file, terminal());
    Job changes = JobOptions.read(spec()).with(Field.PROMPT, Optional.ofNullable(prompt));
    Job job = RecordedJob.changed(accepts ? RecordedJob.ofAnyFiles(recorded) : recorded, changes);
    drawing.draw(job, terminal(), verbosity());
    return ExitCode.OK;
  }
}
