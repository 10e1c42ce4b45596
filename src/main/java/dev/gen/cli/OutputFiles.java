package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.Slug;
import dev.gen.image.ExistingFile;
import dev.gen.image.PngFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of a run's pictures, decided and checked before the run starts.
 *
 * <p>With a file name from the user the pictures go there, and replace what is there only if the
 * user says so. Without one they get a telling name that no file has yet. What takes a name while
 * the run lasts is kept, and the picture gets a number.
 */
final class OutputFiles {

  private static final String ENDING = ".png";
  private static final int SLUG_LENGTH = 50;

  private final Path folder;
  private final Optional<String> name;
  private final String slug;
  private final int count;
  private final ExistingFile existing;

  private OutputFiles(
      Path folder, Optional<String> name, String slug, int count, ExistingFile existing) {
    this.folder = folder;
    this.name = name;
    this.slug = slug;
    this.count = count;
    this.existing = existing;
  }

  /**
   * Decides the names.
   *
   * @throws InvalidRequestException if the name is not that of a PNG
   * @throws dev.gen.error.OutputException if the folder cannot take files, the name is too long, or
   *     a file is in the way
   */
  static OutputFiles plan(Optional<Path> output, String prompt, int count, boolean force) {
    boolean named = output.filter(path -> !Files.isDirectory(path)).isPresent();
    Path absolute = output.orElse(Path.of("")).toAbsolutePath();
    Path folder = named ? absolute.getParent() : absolute;
    OutputFiles files =
        new OutputFiles(
            folder,
            named ? Optional.of(requirePng(absolute)) : Optional.empty(),
            Slug.of(prompt, SLUG_LENGTH),
            count,
            force && named ? ExistingFile.REPLACE : ExistingFile.NUMBER);
    files.check();
    return files;
  }

  private void check() {
    if (name.isEmpty()) {
      PngFile.check(file(0, 0), existing);
    }
    for (int i = 0; name.isPresent() && i < count; i++) {
      PngFile.check(
          named(i), existing == ExistingFile.REPLACE ? ExistingFile.REPLACE : ExistingFile.KEEP);
    }
  }

  /** Returns whether the user chose the name. */
  boolean isNamed() {
    return name.isPresent();
  }

  /** Returns what happens to a file that is in the way when the picture is finished. */
  ExistingFile existing() {
    return existing;
  }

  /** Returns the name of a finished picture, or what it is numbered after. */
  Path file(int index, long seed) {
    return name.isPresent()
        ? named(index)
        : folder.resolve(slug + "-" + Long.toUnsignedString(seed) + ENDING);
  }

  private Path named(int index) {
    String whole = name.orElseThrow();
    int stem = whole.length() - ENDING.length();
    return folder.resolve(
        count == 1 ? whole : whole.substring(0, stem) + "-" + (index + 1) + whole.substring(stem));
  }

  private static String requirePng(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    if (!name.toLowerCase(Locale.ROOT).endsWith(ENDING) || name.length() == ENDING.length()) {
      throw new InvalidRequestException(
          "-o is \"" + name + "\", expected the name of a PNG such as picture.png");
    }
    return name;
  }
}
