package dev.gen.model;

import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern NAME =
      Pattern.compile("\\w[\\w.-]*/\\w[\\w.-]*(?:@(\\w[\\w.-]*(?:/\\w[\\w.-]*)*))?");

  private HubCache() {}

  /** Returns the cache's folder for a model {@code owner/name} or {@code owner/name@revision}. */
  static String folderOf(String name) {
    return "models--" + name.replaceFirst("@.*$", "").replace("/", "--");
  }

  /** Returns the revision that a name such as {@code owner/name@revision} asks for. */
  static Optional<String> revisionOf(String name) {
    Matcher form = NAME.matcher(name);
    return form.matches() ? Optional.ofNullable(form.group(1)) : Optional.empty();
  }

  /** Returns whether a name has the form {@code owner/name} or {@code owner/name@revision}. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.contains("..");
  }

  /** Returns {@code owner/name} for a folder of the cache, and any other name as it is. */
  static String nameOf(String folder) {
    return folder.startsWith("models--") ? folder.substring(8).replaceFirst("--", "/") : folder;
  }

  /** Returns whether a folder is a model of several files, or one of the cache that has one. */
  static boolean isModel(Path path) {
    try {
      Path model = modelIn(path, Optional.empty());
      return Files.exists(model.resolve("model_index.json"))
          || Files.isRegularFile(model) && !model.equals(path);
    } catch (ModelFormatException e) {
      return false;
    }
  }

  /**
   * Returns the model in a folder of the cache, and any other path as it is. A snapshot of a single
   * safetensors file stands for that file.
   *
   * @param revision which snapshot; absent for that of main, or else the newest
   * @throws ModelFormatException if the folder holds no snapshot, or not this one
   */
  static Path modelIn(Path path, Optional<String> revision) {
    if (!Files.isDirectory(path.resolve(SNAPSHOTS)) || !Files.isDirectory(path.resolve("blobs"))) {
      return path;
    }
    try {
      Optional<Path> named = named(path, revision.orElse("main"));
      if (revision.isPresent() && named.isEmpty()) {
        String name = nameOf(path.getFileName().toString()) + "@" + revision.get();
        throw new ModelFormatException(
            "%s is not in %s, though another revision is; fetch it with: gen models pull %s"
                .formatted(name, path, name));
      }
      return singleIn(named.isPresent() ? named.get() : newest(path));
    } catch (IOException e) {
      throw new ModelFormatException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Path> named(Path path, String revision) throws IOException {
    Path reference = path.resolve("refs").resolve(revision);
    String commit = revision;
    if (Files.isRegularFile(reference) && Files.size(reference) < LONGEST_REFERENCE) {
      commit = Files.readString(reference).strip();
    }
    return Optional.of(path.resolve(SNAPSHOTS).resolve(commit)).filter(Files::isDirectory);
  }

  private static Path newest(Path path) throws IOException {
    try (Stream<Path> snapshots = Files.list(path.resolve(SNAPSHOTS))) {
      return snapshots
          .filter(Files::isDirectory)
          .max(Comparator.comparingLong(snapshot -> snapshot.toFile().lastModified()))
          .orElseThrow(
              () ->
                  new ModelFormatException(
                      path + " is a folder of the hub's cache without a snapshot; fetch it again"));
    }
  }

  private static Path singleIn(Path snapshot) throws IOException {
    try (Stream<Path> files = Files.list(snapshot)) {
      List<Path> all = files.toList();
      List<Path> weights =
          all.stream().filter(file -> file.toString().endsWith(".safetensors")).toList();
      boolean parts = all.stream().anyMatch(Files::isDirectory);
      return weights.size() == 1 && !parts ? weights.get(0) : snapshot;
    }
  }
}
