package dev.gen.hub;

import dev.gen.error.GenException;
import dev.gen.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Fetches a model: {@link #plan} says which files, {@link #fetch} fetches them, several at once.
 *
 * <p>A file shows in the model's folder when it is complete and right, and the revision's name
 * means the new commit when all are. A run that was killed is gone on with by the next one.
 */
public final class HubPull {

  private static final int AT_ONCE = 4;
  private static final int MEGABYTE = 1_000_000;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  private final HubClient client;
  private final HubPlace place;
  private final HubName model;

  /** Fetches from the given place. */
  public HubPull(HubPlace place, HubName model) {
    this(place, model, HubPull::sleep, LONGEST_SILENCE);
  }

  /** Waits by means of {@code pause}, which gets milliseconds. */
  HubPull(HubPlace place, HubName model, LongConsumer pause, Duration longestSilence) {
    this.client = new HubClient(place, pause, longestSilence);
    this.place = place;
    this.model = model;
  }

  /** Asks the hub what there is, and chooses. */
  public HubListing plan(HubSelection selection) {
    HubListing all = client.list(model);
    return new HubListing(all.commit(), selection.of(all.files()));
  }

  /**
   * Fetches.
   *
   * @param progress gets the number of bytes each time some have come, from several threads
   * @return the folder that is the model
   * @throws OutputException if it cannot be written, or there is not enough room
   * @throws dev.gen.error.ModelFormatException if the hub does not give it
   */
  public Path fetch(HubListing plan, LongConsumer progress) {
    HubStore store = new HubStore(place.cache(), model);
    requireRoom(store.missingBytes(plan.files()));
    BlobDownload download = new BlobDownload(client, model, plan.commit(), store, progress);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
      List<HubFile> distinct = distinct(plan.files());
      for (HubFile file : distinct) {
        running.submit(
            () -> {
              download.fetch(file);
              return null;
            });
      }
      for (int i = 0; i < distinct.size(); i++) {
        running.take().get();
      }
      for (HubFile file : plan.files()) {
        store.link(plan.commit(), file);
      }
      store.name(plan.commit());
      return store.snapshot(plan.commit());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof GenException known ? known : unwritten(e.getCause());
    } catch (IOException e) {
      throw unwritten(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unwritten(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void requireRoom(long bytes) {
    try {
      Path there = place.cache().toAbsolutePath();
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      long free = Files.getFileStore(there).getUsableSpace();
      if (free < bytes) {
        throw new OutputException(
            "the model needs %d MB more, and %s has %d MB free; free some, or name another place"
                    .formatted(bytes / MEGABYTE, place.cache(), free / MEGABYTE)
                + " with HF_HOME");
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private OutputException unwritten(Throwable cause) {
    return new OutputException(
        "the model could not be written to %s: %s".formatted(place.cache(), cause), cause);
  }

  /** Leaves out files whose content is another one's. */
  private static List<HubFile> distinct(List<HubFile> files) {
    return List.copyOf(
        files.stream().collect(Collectors.toMap(HubFile::id, file -> file, (a, b) -> a)).values());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
