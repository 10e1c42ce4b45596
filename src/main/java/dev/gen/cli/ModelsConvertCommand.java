package dev.gen.cli;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelSource;
import dev.gen.model.OnnxExport;
import dev.gen.model.WishedModel;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code gen models convert}: writes a checkpoint as an ONNX directory, for use elsewhere. */
@Command(
    name = "convert",
    description = "Writes a checkpoint of safetensors as an ONNX directory, for other programs.")
final class ModelsConvertCommand extends BaseCommand {

  @Parameters(index = "0", paramLabel = "IN", description = "A checkpoint: path or name.")
  private String in;

  @Parameters(index = "1", paramLabel = "OUT", description = "A folder that does not exist yet.")
  private Path out;

  ModelsConvertCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    JobOptions.addModelTo(command);
  }

  @Override
  int run() {
    Job wish = JobOptions.read(spec()).with(Field.MODEL, in);
    ModelSource source = new WishedModel(wish, StudioOptions.locator()).open();
    source.warnings().forEach(line -> terminal().err().println("gen: warning: " + line));
    OnnxExport.write(source, out.toAbsolutePath());
    terminal().out().println(out);
    return ExitCode.OK;
  }
}
