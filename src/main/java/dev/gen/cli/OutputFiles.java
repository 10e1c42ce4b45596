package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.OutputException;
import dev.gen.files.Slug;
import dev.gen.image.ExistingFile;
import dev.gen.image.PictureFormat;
import dev.gen.image.PngFile;
import dev.gen.job.Job;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final Wishes wishes;

  private OutputFiles(Path folder, Optional<String> name, String slug, int count, Wishes wishes) {
    this.folder = folder;
    this.name = name;
    this.slug = slug;
    this.count = count;
    this.wishes = wishes;
  }

  /**
   * What the user wants of files.
   *
   * @param existing what happens to a file that is in the way
   * @param record whether pictures say how they were made
   * @param folders what happens where a folder is missing
   */
  record Wishes(ExistingFile existing, WithRecord record, MissingFolder folders) {

    /** Of somebody who says nothing. */
    static final Wishes USUAL =
        new Wishes(ExistingFile.NUMBER, WithRecord.YES, MissingFolder.REFUSED);
  }

  /** Whether pictures say how they were made. */
  enum WithRecord {
    YES,
    NO
  }

  /** What happens where a folder is missing. */
  enum MissingFolder {
    REFUSED,
    MADE
  }

  /**
   * Decides the names.
   *
   * @throws InvalidRequestException if the name is not that of a picture
   * @throws dev.gen.error.OutputException if the folder cannot take files, the name is too long, or
   *     a file is in the way
   */
  static OutputFiles plan(Optional<Path> output, String prompt, int count, Wishes wishes) {
    boolean named = output.filter(path -> !Files.isDirectory(path)).isPresent();
    Path absolute = output.orElse(Path.of("")).toAbsolutePath();
    Path folder = named ? absolute.getParent() : absolute;
    OutputFiles files =
        new OutputFiles(
            folder,
            named ? Optional.of(requirePicture(absolute)) : Optional.empty(),
            Slug.of(prompt, SLUG_LENGTH),
            count,
            named ? wishes : new Wishes(ExistingFile.NUMBER, wishes.record(), wishes.folders()));
    if (wishes.folders() == MissingFolder.MADE) {
      makeFolder(folder);
    }
    files.check();
    return files;
  }

  private void check() {
    if (name.isEmpty()) {
      PngFile.check(file(0, 0), existing());
    }
    for (int i = 0; name.isPresent() && i < count; i++) {
      PngFile.check(
          named(i), existing() == ExistingFile.REPLACE ? ExistingFile.REPLACE : ExistingFile.KEEP);
    }
  }

  /** Returns whether the user chose the name. */
  boolean isNamed() {
    return name.isPresent();
  }

  /** Returns what happens to a file that is in the way when the picture is finished. */
  ExistingFile existing() {
    return wishes.existing();
  }

  /** Returns what is written into a picture. */
  Optional<Job> record(Plan plan, GeneratedImage image) {
    return wishes.record() == WithRecord.YES ? Optional.of(plan.record(image)) : Optional.empty();
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new OutputException("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Returns the name of a finished picture, or what it is numbered after. */
  Path file(int index, long seed) {
    return name.isPresent()
        ? named(index)
        : folder.resolve(slug + "-" + Long.toUnsignedString(seed) + ENDING);
  }

  private Path named(int index) {
    return numbered(folder.resolve(name.orElseThrow()), index, count);
  }

  /** Returns a name for one of several files: {@code name-1.png} for the first. */
  static Path numbered(Path file, int index, int count) {
    String whole = file.getFileName().toString();
    int stem = whole.lastIndexOf('.');
    return count == 1
        ? file
        : file.resolveSibling(whole.substring(0, stem) + "-" + (index + 1) + whole.substring(stem));
  }

  private static String requirePicture(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    if (PictureFormat.ofName(name).isEmpty() || name.lastIndexOf('.') == 0) {
      throw new InvalidRequestException(
          "-o is \"%s\", expected a name such as picture.png, ending in one of %s"
              .formatted(name, PictureFormat.allEndings()));
    }
    return name;
  }
}
