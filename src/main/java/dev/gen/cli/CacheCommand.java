package dev.gen.cli;

import dev.gen.onnx.PreparedNetworks;
import dev.gen.onnx.PreparedNetworks.Kept;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code gen cache}: lists what was prepared, and removes it. */
@Command(
    name = "gen cache",
    description = {
      "Lists the networks that were prepared so that they open at once, last used first.",
      "gen cache clear removes them; they are made again when they are needed."
    })
final class CacheCommand extends BaseCommand {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  CacheCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void prepare(CommandSpec command) {
    command.addSubcommand("clear", CommandSpec.forAnnotatedObject(new Clear(terminal())));
  }

  @Override
  int run() {
    PreparedNetworks networks = PreparedNetworks.ofUser();
    List<Kept> kept = networks.list();
    kept.forEach(
        network ->
            terminal()
                .out()
                .printf(
                    "%s  %s  %s%n",
                    megabytes(network.bytes()), TIME.format(network.lastUse()), network.name()));
    long all = kept.stream().mapToLong(Kept::bytes).sum();
    terminal().out().printf("%s  in %s%n", megabytes(all), networks.folder());
    return ExitCode.OK;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%7.0f MB", bytes / 1e6);
  }

  /** {@code gen cache clear}: removes what was prepared. */
  @Command(name = "gen cache clear", description = "Removes all prepared networks.")
  static final class Clear extends BaseCommand {

    Clear(Terminal terminal) {
      super(terminal);
    }

    @Override
    int run() {
      PreparedNetworks.ofUser().clear();
      return ExitCode.OK;
    }
  }
}
