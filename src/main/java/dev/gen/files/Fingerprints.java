package dev.gen.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sha256 of files, computed once and remembered by path, size and time of change.
 *
 * <p>What is known is kept as lines in one file, to which processes append; a line that is torn or
 * stale is not found and does no harm. Where it cannot be written, nothing is remembered.
 * Thread-safe.
 */
public final class Fingerprints {

  private static final int MOST_BYTES = 1 << 20;

  /** A file that was changed so shortly ago may change again within the resolution of its time. */
  private static final long SETTLED_MILLIS = 2000;

  private final Path store;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** Remembers in the given file, which need not exist. */
  public Fingerprints(Path store) {
    this.store = store;
    try {
      if (Files.isRegularFile(store) && Files.size(store) <= MOST_BYTES) {
        Files.readAllLines(store, StandardCharsets.UTF_8).forEach(this::take);
      }
    } catch (IOException e) {
      known.clear();
    }
  }

  private void take(String line) {
    int blank = line.indexOf(' ');
    if (blank == 64) {
      known.put(line.substring(blank + 1), line.substring(0, blank));
    }
  }

  /** Remembers among what this program keeps for its user. */
  public static Fingerprints ofUser() {
    return new Fingerprints(UserFolders.ofProcess().cache().resolve("sha256"));
  }

  /**
   * Returns the sha256 of a file, 64 hexadecimal digits.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public String sha256(Path file) {
    try {
      State state = State.of(file);
      String found = known.get(state.key());
      if (found == null) {
        found = computed(state.path());
        remember(state, found);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers the sha256 of a file that somebody has just computed. */
  public void keep(Path file, String sha256) throws IOException {
    remember(State.of(file), sha256);
  }

  /** A file as it is now. */
  private record State(Path path, long size, FileTime changed) {

    static State of(Path file) throws IOException {
      Path real = file.toRealPath();
      BasicFileAttributes facts = Files.readAttributes(real, BasicFileAttributes.class);
      return new State(real, facts.size(), facts.lastModifiedTime());
    }

    String key() {
      return size + " " + changed.toInstant() + " " + path;
    }
  }

  private void remember(State state, String hash) {
    if (System.currentTimeMillis() - state.changed().toMillis() <= SETTLED_MILLIS) {
      return;
    }
    String key = state.key();
    known.put(key, hash);
    if (key.contains("\n")) {
      return;
    }
    try {
      Files.createDirectories(store.getParent());
      boolean full = Files.exists(store) && Files.size(store) > MOST_BYTES;
      Files.writeString(
          store,
          hash + " " + key + "\n",
          StandardOpenOption.CREATE,
          full ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    } catch (IOException e) {
      // It is worked out again next time.
    }
  }

  /** Returns the sha256 of a file as it is now, 64 hexadecimal digits. */
  public static String computed(Path file) throws IOException {
    return DigestProcess.sha256(file);
  }

  /** Returns the sha256 of bytes, 64 hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(DigestProcess.sha256().digest(bytes));
  }
}
