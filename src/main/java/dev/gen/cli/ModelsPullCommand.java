package dev.gen.cli;

import dev.gen.files.UserFolders;
import dev.gen.hub.HubAddress;
import dev.gen.hub.HubFile;
import dev.gen.hub.HubListing;
import dev.gen.hub.HubPlace;
import dev.gen.hub.HubPull;
import dev.gen.hub.HubSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
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

  @Parameters(
      paramLabel = "OWNER/NAME[@REVISION]",
      description = "Which model; or the address of a safetensors file on the hub.")
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
    HubPlace place = HubPlace.of(UserFolders.ofProcess());
    HubAddress address = HubAddress.of(model, place.endpoint());
    HubPull pull = new HubPull(place, address.model());
    List<String> wanted = address.files().isEmpty() ? include : address.files();
    HubListing plan = pull.plan(new HubSelection(wanted, exclude));
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
    AtomicLong done = new AtomicLong();
    long begun = System.nanoTime();
    IntFunction<String> far =
        columns -> far(done.get(), bytes(plan.files()), (System.nanoTime() - begun) / 1e9);
    terminal().interruption().says(() -> "the same command goes on where it was");
    try (ProgressReport shown =
        new ProgressReport(terminal(), verbosity(), far, System::nanoTime)) {
      return pull.fetch(
          plan,
          bytes -> {
            done.addAndGet(bytes);
            shown.changed();
          });
    }
  }

  /** Short enough for every window that is in use. */
  private static String far(long done, long bytes, double seconds) {
    double rate = done / seconds;
    String left =
        done == 0 ? "" : "  " + Progress.duration(Math.round((bytes - done) / rate)) + " left";
    return "%d/%d MB  %.1f MB/s%s".formatted(done / MEGABYTE, bytes / MEGABYTE, rate / 1e6, left);
  }

  private static long bytes(List<HubFile> files) {
    return files.stream().mapToLong(HubFile::size).sum();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%10.2f MB", bytes / 1e6);
  }
}
