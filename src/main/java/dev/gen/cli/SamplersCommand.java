package dev.gen.cli;

import dev.gen.sampler.SamplerKind;
import picocli.CommandLine.Command;

/** {@code gen samplers}: lists what {@code --sampler} takes. */
@Command(name = "gen samplers", description = "Lists the samplers, each with a line about it.")
final class SamplersCommand extends BaseCommand {

  SamplersCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    for (SamplerKind kind : SamplerKind.values()) {
      terminal()
          .out()
          .printf("%-18s %-22s %s%n", kind.cliName(), kind.displayName(), kind.description());
    }
    return ExitCode.OK;
  }
}
