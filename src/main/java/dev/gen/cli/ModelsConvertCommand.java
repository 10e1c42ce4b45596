package dev.gen.cli;

import dev.gen.model.OnnxExport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gen models convert}: writes a checkpoint as an ONNX directory, for use elsewhere. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a checkpoint of safetensors as an ONNX directory, for other programs.")
final class ModelsConvertCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "IN", description = "A checkpoint: path or name.")
  private String in;

  @Parameters(index = "1", paramLabel = "OUT", description = "A folder that does not exist yet.")
  private Path out;

  @Mixin private final CheckpointFlags flags = new CheckpointFlags();

  @Override
  public Integer call() {
    OnnxExport.write(flags.open(in, List.of()), out.toAbsolutePath());
    spec.commandLine().getOut().println(out);
    return ExitCode.OK;
  }
}
