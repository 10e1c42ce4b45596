package dev.gen.cli;

import dev.gen.sampler.SamplerKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gen samplers}: lists what {@code --sampler} takes. */
@Command(
    name = "samplers",
    mixinStandardHelpOptions = true,
    description = "Lists the samplers, each with a line about it.")
final class SamplersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    for (SamplerKind kind : SamplerKind.values()) {
      spec.commandLine()
          .getOut()
          .printf("%-18s %-22s %s%n", kind.cliName(), kind.displayName(), kind.description());
    }
    return ExitCode.OK;
  }
}
