package dev.gen.model;

import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folders in which Hugging Face's programs keep what they have fetched.
 *
 * <p>A model's folder there, {@code models--owner--name}, holds no model itself: {@code refs/main}
 * names one of the folders in {@code snapshots}, which does.
 */
final class HubCache {

  private static final String SNAPSHOTS = "snapshots";

  /** A commit's name has 40 letters. */
  private static final int LONGEST_REFERENCE = 1000;

  private HubCache() {}

  /** Returns the name of the cache's folder for a model {@code owner/name}. */
  static String folderOf(String name) {
    return "models--" + name.replace("/", "--");
  }

  /** Returns {@code owner/name} for a folder of the cache, and any other name as it is. */
  static String nameOf(String folder) {
    return folder.startsWith("models--") ? folder.substring(8).replaceFirst("--", "/") : folder;
  }

  /** Returns whether a folder is a model of several files, or one of the cache that has one. */
  static boolean isModel(Path path) {
    try {
      return Files.exists(modelIn(path).resolve("model_index.json"));
    } catch (ModelFormatException e) {
      return false;
    }
  }

  /**
   * Returns the model in a folder of the cache, and any other path as it is.
   *
   * @throws ModelFormatException if the folder holds no snapshot
   */
  static Path modelIn(Path path) {
    if (!Files.isDirectory(path.resolve(SNAPSHOTS)) || !Files.isDirectory(path.resolve("blobs"))) {
      return path;
    }
    try (Stream<Path> snapshots = Files.list(path.resolve(SNAPSHOTS))) {
      Path main = path.resolve("refs").resolve("main");
      if (Files.isRegularFile(main) && Files.size(main) < LONGEST_REFERENCE) {
        Path named = path.resolve(SNAPSHOTS).resolve(Files.readString(main).strip());
        if (Files.isDirectory(named)) {
          return named;
        }
      }
      return snapshots
          .filter(Files::isDirectory)
          .max(Comparator.comparingLong(snapshot -> snapshot.toFile().lastModified()))
          .orElseThrow(
              () ->
                  new ModelFormatException(
                      path + " is a folder of the hub's cache without a snapshot; fetch it again"));
    } catch (IOException e) {
      throw new ModelFormatException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }
}
