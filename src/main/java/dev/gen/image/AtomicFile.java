package dev.gen.image;

import dev.gen.error.OutputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * A file that appears under its name when it is complete, or not at all.
 *
 * <p>It is written under another, short name in the same folder and then renamed, so that a full
 * disk or an interrupted run leaves no half picture. A name that is a link stands for the file
 * behind it, which need not be there yet.
 */
final class AtomicFile {

  private static final int MOST_LINKS = 40;

  /** What every file system takes as a name. */
  private static final int LONGEST_NAME_BYTES = 240;

  private AtomicFile() {}

  /** Writes the content of a file; may fail half way. */
  @FunctionalInterface
  interface Content {

    /** Writes everything to the stream, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Refuses a file that could not be written, as far as can be told before.
   *
   * @throws OutputException if the folder is missing or closed, the name is too long, taken, or
   *     that of something else than a file
   */
  static void check(Path file, ExistingFile existing) {
    target(file, existing);
  }

  /**
   * Writes a file.
   *
   * @return where it was written: {@code file}, unless that was taken and another name was allowed
   * @throws OutputException if it cannot be written; then nothing is left behind
   */
  static Path write(Path file, ExistingFile existing, Content content) {
    Path target = target(file, existing);
    Path part = part(target);
    part.toFile().deleteOnExit(); // Ctrl-C ends the process without running what stands below.
    try {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW))) {
        content.writeTo(out);
      }
      Path placed = place(part, target, existing);
      return placed.equals(target) ? file : placed;
    } catch (FileAlreadyExistsException e) {
      throw taken(file, e);
    } catch (IOException e) {
      throw new OutputException(
          "cannot write " + file + ": " + e.getMessage() + "; free some space or choose another",
          e);
    } finally {
      deleteQuietly(part);
    }
  }

  /** Returns the file that a name stands for, if it may be written. */
  private static Path target(Path file, ExistingFile existing) {
    Path target = file.toAbsolutePath();
    try {
      for (int links = 0; Files.isSymbolicLink(target); links++) {
        if (links == MOST_LINKS) {
          throw refused(file, "its links lead in a circle; name another file", null);
        }
        target = target.resolveSibling(Files.readSymbolicLink(target));
      }
      requireFolder(file, target.getParent());
      requireLength(target);
      requireLength(part(target));
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "no access" : e.getReason();
      throw refused(file, reason + "; choose another name", e);
    } catch (IOException e) {
      throw refused(file, e.getMessage() + "; choose another name", e);
    }
    requireFree(file, target, existing);
    return target;
  }

  private static void requireFolder(Path file, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw refused(file, "there is no folder " + folder + "; create it first", null);
    }
    if (!Files.isWritable(folder)) {
      throw refused(file, "the folder is not writable; choose another", null);
    }
  }

  /** Asks for a file, which need not be there; the system complains of a name too long for it. */
  private static void requireLength(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // As it should be.
    }
  }

  private static void requireFree(Path file, Path target, ExistingFile existing) {
    if (existing == ExistingFile.NUMBER || !Files.exists(target)) {
      return;
    }
    if (Files.isDirectory(target)) {
      throw refused(file, "it is a folder; name a file in it", null);
    }
    if (!Files.isRegularFile(target)) {
      throw refused(file, "it is a pipe or a device; name a file", null);
    }
    if (existing == ExistingFile.KEEP) {
      throw taken(file, null);
    }
  }

  /** Gives a finished file its name, or a free one like it. */
  private static Path place(Path part, Path target, ExistingFile existing) throws IOException {
    if (existing == ExistingFile.REPLACE && !Files.isDirectory(target)) {
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
    for (int number = 1; ; number++) {
      Path name = number == 1 ? target : numbered(target, number);
      try {
        return claim(part, name);
      } catch (FileAlreadyExistsException e) {
        if (existing == ExistingFile.KEEP) {
          throw e;
        }
      }
    }
  }

  /** Renames without ever replacing: of two runs that want a name at once, one is told. */
  private static Path claim(Path part, Path name) throws IOException {
    try {
      return Files.createLink(name, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.createFile(name); // Where there are no hard links an empty file keeps the place.
      return Files.move(part, name, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Returns {@code name-2.png} for {@code name.png}, of a shorter stem where it must be. */
  private static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    String stem = name.substring(0, dot);
    while (stem.getBytes(StandardCharsets.UTF_8).length
        > LONGEST_NAME_BYTES - name.length() + dot) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return file.resolveSibling(stem + "-" + number + name.substring(dot));
  }

  private static Path part(Path target) {
    return target.resolveSibling(".gen-" + UUID.randomUUID() + ".part");
  }

  private static OutputException taken(Path file, IOException cause) {
    return refused(file, "there is such a file already; choose another name", cause);
  }

  private static OutputException refused(Path file, String why, IOException cause) {
    return new OutputException("cannot write " + file + ": " + why, cause);
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The failure that brought us here is the one worth reporting.
    }
  }
}
