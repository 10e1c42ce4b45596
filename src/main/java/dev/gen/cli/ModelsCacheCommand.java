package dev.gen.cli;

import dev.gen.files.UserFolders;
import dev.gen.hub.HubName;
import dev.gen.hub.HubStore;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is done to a model that was fetched from a hub. */
abstract sealed class ModelsCacheCommand extends BaseCommand {

  @Parameters(paramLabel = "OWNER/NAME", description = "A model that was fetched from a hub.")
  private String model;

  ModelsCacheCommand(Terminal terminal) {
    super(terminal);
  }

  final HubStore store() {
    return new HubStore(UserFolders.ofProcess().hubCache(), HubName.of(model));
  }

  /** {@code gen models verify}: reads a fetched model again. */
  @Command(name = "verify", description = "Reads a fetched model again and compares checksums.")
  static final class Verify extends ModelsCacheCommand {

    Verify(Terminal terminal) {
      super(terminal);
    }

    @Override
    int run() {
      List<Path> wrong = store().verify();
      wrong.forEach(
          file ->
              terminal().err().println("gen: " + file + " is damaged; delete it and pull again"));
      return wrong.isEmpty() ? ExitCode.OK : ExitCode.MODEL;
    }
  }

  /** {@code gen models remove}: deletes a fetched model. */
  @Command(name = "remove", description = "Deletes a fetched model, with all its revisions.")
  static final class Remove extends ModelsCacheCommand {

    Remove(Terminal terminal) {
      super(terminal);
    }

    @Override
    int run() {
      terminal().err().println("removed " + store().remove());
      return ExitCode.OK;
    }
  }
}
