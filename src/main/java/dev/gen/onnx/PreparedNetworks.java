package dev.gen.onnx;

import dev.gen.error.OutputException;
import dev.gen.files.UserFolders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Networks as ONNX Runtime has optimised them, kept so that they open at once.
 *
 * <p>Opening takes what a run of a small network takes many times over: fusions, folded constants,
 * weights laid out for the processor. All of that is done once and written down; a network that is
 * opened from here gives the same numbers. A network appears under its key when it is complete, by
 * one rename; whatever a killed process leaves is removed by the next one that writes. Processes
 * and threads may read and write at once. What cannot be kept is not kept, without an error.
 */
public final class PreparedNetworks {

  private static final Logger LOG = LoggerFactory.getLogger(PreparedNetworks.class);

  /** Smaller networks open at once anyway. In bytes of weights. */
  private static final long WORTHWHILE_BYTES = 1 << 20;

  private static final long USUAL_LIMIT = 16L << 30;

  /** What is left free on the disk at least: this share of it, or so many bytes if that is less. */
  private static final double FREE_SHARE = 0.05;

  private static final long FREE_BYTES = 4L << 30;

  private final Path folder;
  private final long limit;
  private final Space space;

  /** Tells how full the disk of a folder is. */
  interface Space {
    /** Returns how many bytes may be written there and still leave enough to others. */
    long spare(Path folder) throws IOException;
  }

  PreparedNetworks(Path folder, long limit, Space space) {
    this.folder = folder;
    this.limit = limit;
    this.space = space;
  }

  /** Keeps networks in the user's cache, at most 16 GiB of them. */
  public static PreparedNetworks ofUser() {
    return in(UserFolders.ofProcess().cache().resolve("networks"));
  }

  /** Keeps networks in a folder, at most 16 GiB of them. */
  public static PreparedNetworks in(Path folder) {
    return new PreparedNetworks(folder, USUAL_LIMIT, PreparedNetworks::spare);
  }

  private static long spare(Path folder) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long reserved = (long) Math.min(FREE_BYTES, FREE_SHARE * disk.getTotalSpace());
    return disk.getUsableSpace() - reserved;
  }

  /**
   * A network that is kept.
   *
   * @param name what it was made from
   * @param bytes on disk
   * @param lastUse when it was last opened or made
   */
  public record Kept(String name, long bytes, Instant lastUse) {}

  /** Returns what is kept, last used first. */
  public List<Kept> list() {
    return networks().stream()
        .map(network -> new Kept(network.name(), network.bytes(), network.lastUse()))
        .toList();
  }

  /** Returns where the networks are kept. */
  public Path folder() {
    return folder;
  }

  /**
   * Removes everything.
   *
   * @throws OutputException if something cannot be removed
   */
  public void clear() {
    try {
      for (Path path : children()) {
        delete(path);
      }
    } catch (IOException e) {
      throw new OutputException("cannot clear " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Returns whether a network gains from being kept. */
  static boolean areWorthwhile(OnnxModel network) {
    return network.computed().isEmpty()
        && !network.usesWeightsInPlace()
        && network.weightBytes() >= WORTHWHILE_BYTES;
  }

  /** Returns the network of that key, whether there is one or not. */
  PreparedNetwork at(String key) {
    return new PreparedNetwork(folder.resolve(key));
  }

  /** Finds a network that is whole; one that is damaged is removed. */
  Optional<PreparedNetwork> find(String key) {
    PreparedNetwork network = at(key);
    if (!Files.exists(network.folder())) {
      return Optional.empty();
    }
    if (!network.isWhole()) {
      LOG.info("a prepared network is damaged and is made again: {}", network.folder());
      discard(network);
      return Optional.empty();
    }
    try {
      network.touch();
    } catch (IOException e) {
      LOG.debug("{} keeps its time of use: {}", network.folder(), e.toString());
    }
    return Optional.of(network);
  }

  /**
   * Begins a network that is not kept yet: an empty folder to write it to.
   *
   * @param bytes that it will have at most
   * @return empty if there is no room for it, or no folder
   */
  Optional<PreparedNetwork> begin(long bytes) {
    try {
      Files.createDirectories(folder);
      removeLeftovers();
      if (bytes > limit || bytes > space.spare(folder)) {
        LOG.info("there is no room to keep a network in {}", folder);
        return Optional.empty();
      }
      String owner = "." + ProcessHandle.current().pid() + "-";
      return Optional.of(new PreparedNetwork(Files.createTempDirectory(folder, owner)));
    } catch (IOException e) {
      LOG.info("prepared networks cannot be kept in {}: {}", folder, e.toString());
      return Optional.empty();
    }
  }

  /** Lets a network appear under its key, and the oldest go if there are too many. */
  void finish(PreparedNetwork draft, String key, String name) {
    try {
      draft.seal(name);
      Files.move(draft.folder(), folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
      removeOldest(folder.resolve(key));
    } catch (IOException e) {
      // Another process was first, or the disk is full; this one has what it needs.
      LOG.debug("{} is not kept: {}", name, e.toString());
      discard(draft);
    }
  }

  /** Removes a network that is of no use. */
  void discard(PreparedNetwork network) {
    try {
      delete(network.folder());
    } catch (IOException e) {
      LOG.debug("{} stays: {}", network.folder(), e.toString());
    }
  }

  private void removeOldest(Path newest) throws IOException {
    long total = 0;
    for (PreparedNetwork network : networks()) {
      total += network.bytes();
      if (total > limit && !network.folder().equals(newest)) {
        delete(network.folder());
      }
    }
  }

  /** Removes what processes began that no longer run. */
  private void removeLeftovers() throws IOException {
    for (Path path : children()) {
      String owner = path.getFileName().toString().replaceAll("^\\.(\\d+)-.*", "$1");
      if (owner.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
        delete(path);
      }
    }
  }

  /** Returns all networks that are complete or damaged, last used first. */
  private List<PreparedNetwork> networks() {
    try {
      return children().stream()
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .map(PreparedNetwork::new)
          .sorted(Comparator.comparing(PreparedNetwork::lastUse).reversed())
          .toList();
    } catch (IOException e) {
      throw new OutputException("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private List<Path> children() throws IOException {
    List<Path> children = new ArrayList<>();
    if (Files.exists(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(children::add);
      }
    }
    return children;
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      // First the seal, so that a network which is half removed is none.
      Files.deleteIfExists(path.resolve("seal"));
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          delete(entry);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
