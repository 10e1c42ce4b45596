package dev.gen.cli;

import dev.gen.files.UserFolders;
import dev.gen.hub.HubFile;
import dev.gen.hub.HubListing;
import dev.gen.hub.HubName;
import dev.gen.hub.HubPlace;
import dev.gen.hub.HubPull;
import dev.gen.hub.HubSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen models pull}: fetches a model from a hub. */
@Command(
    name = "pull",
    description = {
      "Fetches a model from Hugging Face, or the hub that HF_ENDPOINT names.",
      "What was fetched before is kept; what broke off goes on."
    })
final class ModelsPullCommand extends BaseCommand {

  private static final int MEGABYTE = 1_000_000;

  @Parameters(paramLabel = "OWNER/NAME[@REVISION]", description = "Which model.")
  private String model;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description =
          "Fetch these files, such as \"unet/*\" (default: one variant of the weights, "
              + "configs, vocabularies; never pickles).")
  private List<String> include = List.of();

  @Option(names = "--exclude", paramLabel = "PATTERN", description = "Leave these files out.")
  private List<String> exclude = List.of();

  @Option(names = "--list", description = "Say what would be fetched, and fetch nothing.")
  private boolean listOnly;

  ModelsPullCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    HubPull pull = new HubPull(HubPlace.of(UserFolders.ofProcess()), HubName.of(model));
    HubListing plan = pull.plan(new HubSelection(include, exclude));
    if (listOnly || verbosity() != Verbosity.QUIET) {
      list(plan.files());
    }
    if (!listOnly) {
      terminal().out().println(fetch(pull, plan));
    }
    return ExitCode.OK;
  }

  private void list(List<HubFile> files) {
    files.forEach(file -> terminal().err().println(megabytes(file.size()) + "  " + file.path()));
    terminal().err().println(megabytes(bytes(files)) + "  together");
  }

  private Path fetch(HubPull pull, HubListing plan) {
    if (!terminal().interactive() || verbosity() == Verbosity.QUIET) {
      return pull.fetch(plan, bytes -> {});
    }
    AtomicLong done = new AtomicLong();
    try (StepBar bar = new StepBar(bytes(plan.files()) / MEGABYTE)) {
      LongConsumer progress = bytes -> bar.show(done.addAndGet(bytes) / MEGABYTE);
      return pull.fetch(plan, progress);
    }
  }

  private static long bytes(List<HubFile> files) {
    return files.stream().mapToLong(HubFile::size).sum();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%10.2f MB", bytes / 1e6);
  }
}
