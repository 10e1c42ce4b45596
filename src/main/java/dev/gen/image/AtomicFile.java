package dev.gen.image;

import dev.gen.error.OutputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears under its name when it is complete, or not at all.
 *
 * <p>It is written under another name in the same folder and then renamed, so that a full disk or
 * an interrupted run leaves no half picture.
 */
final class AtomicFile {

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
   * @throws OutputException if the folder is missing or closed, or the name is taken
   */
  static void check(Path file, ExistingFile existing) {
    Path folder = folder(file);
    if (!Files.isDirectory(folder)) {
      throw new OutputException(
          "cannot write " + file + ": there is no folder " + folder + "; create it first");
    }
    if (Files.isDirectory(file)) {
      throw new OutputException("cannot write " + file + ": it is a folder; name a file in it");
    }
    if (existing == ExistingFile.KEEP && Files.exists(file)) {
      throw taken(file, null);
    }
    if (!Files.isWritable(folder)) {
      throw new OutputException(
          "cannot write " + file + ": the folder is not writable; choose another");
    }
  }

  /**
   * Writes a file.
   *
   * @throws OutputException if it cannot be written; then nothing is left behind
   */
  static void write(Path file, ExistingFile existing, Content content) {
    check(file, existing);
    Path part = folder(file).resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    part.toFile().deleteOnExit(); // Ctrl-C ends the process without running what stands below.
    try {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW))) {
        content.writeTo(out);
      }
      Files.move(part, file, options(existing));
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

  private static CopyOption[] options(ExistingFile existing) {
    return switch (existing) {
      case KEEP -> new CopyOption[0];
      case REPLACE -> new CopyOption[] {StandardCopyOption.ATOMIC_MOVE};
    };
  }

  private static OutputException taken(Path file, IOException cause) {
    return new OutputException(
        "cannot write " + file + ": there is such a file already; choose another name", cause);
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The failure that brought us here is the one worth reporting.
    }
  }
}
