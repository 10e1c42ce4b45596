package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
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
 * user says so. Without one they get a telling name that no file has yet.
 */
final class OutputFiles {

  private static final String ENDING = ".png";
  private static final int SLUG_LENGTH = 50;

  private final Path folder;
  private final Optional<String> stem;
  private final String slug;
  private final int count;
  private final ExistingFile existing;

  private OutputFiles(
      Path folder, Optional<String> stem, String slug, int count, ExistingFile existing) {
    this.folder = folder;
    this.stem = stem;
    this.slug = slug;
    this.count = count;
    this.existing = existing;
  }

  /**
   * Decides the names.
   *
   * @throws InvalidRequestException if the name is not that of a PNG
   * @throws dev.gen.error.OutputException if the folder cannot take files, or a file is in the way
   */
  static OutputFiles plan(Optional<Path> output, String prompt, int count, boolean force) {
    boolean named = output.filter(path -> !Files.isDirectory(path)).isPresent();
    Path absolute = output.orElse(Path.of("")).toAbsolutePath();
    Path folder = named ? absolute.getParent() : absolute;
    OutputFiles files =
        new OutputFiles(
            folder,
            named ? Optional.of(stem(absolute)) : Optional.empty(),
            slug(prompt),
            count,
            force ? ExistingFile.REPLACE : ExistingFile.KEEP);
    files.check();
    return files;
  }

  private void check() {
    if (stem.isEmpty()) {
      PngFile.check(folder.resolve(slug + ENDING), ExistingFile.REPLACE);
    }
    for (int i = 0; stem.isPresent() && i < count; i++) {
      PngFile.check(named(i), existing);
    }
  }

  /** Returns what happens to a file that is in the way when the picture is finished. */
  ExistingFile existing() {
    return existing;
  }

  /** Returns the name of a finished picture. */
  Path file(int index, long seed) {
    if (stem.isPresent()) {
      return named(index);
    }
    String base = slug + "-" + Long.toUnsignedString(seed);
    Path file = folder.resolve(base + ENDING);
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(base + "-" + i + ENDING);
    }
    return file;
  }

  private Path named(int index) {
    return folder.resolve(stem.orElseThrow() + (count == 1 ? "" : "-" + (index + 1)) + ENDING);
  }

  private static String stem(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    if (!name.toLowerCase(Locale.ROOT).endsWith(ENDING) || name.length() == ENDING.length()) {
      throw new InvalidRequestException(
          "-o is \"" + name + "\", expected the name of a PNG such as picture.png");
    }
    return name.substring(0, name.length() - ENDING.length());
  }

  /** Returns letters and digits of the prompt, joined by hyphens; never empty. */
  private static String slug(String prompt) {
    String words = prompt.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    String cut = words.substring(0, Math.min(SLUG_LENGTH, words.length()));
    String clean = cut.replaceAll("^-+|-+$", "");
    return clean.isEmpty() ? "picture" : clean;
  }
}
