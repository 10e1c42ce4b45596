package dev.gen.cli;

import dev.gen.batch.NameTemplate;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
  private static final Path PIPE = Path.of("-");

  private final Naming naming;
  private final Part part;
  private final boolean named;
  private final Wishes wishes;

  private OutputFiles(Naming naming, Part part, boolean named, Wishes wishes) {
    this.naming = naming;
    this.part = part;
    this.named = named;
    this.wishes = wishes;
  }

  /** Says how a picture is called. */
  private interface Naming {

    /** Returns the name of a picture by its place in its part, from 0. */
    Path name(Part part, int index, long seed);

    /** Refuses names of a part that could not be written. */
    default void check(Part part, ExistingFile existing) {}
  }

  /**
   * The pictures of one of the jobs of a run.
   *
   * @param plan of that job, where it is known
   * @param before how many pictures the jobs before it make
   * @param label what tells it apart from the others; may be empty
   */
  private record Part(Optional<Plan> plan, int before, String label) {

    static final Part WHOLE = new Part(Optional.empty(), 0, "");

    int count() {
      return plan.map(Plan::count).orElse(0);
    }
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

    /** Wants no file to be replaced whose name nobody chose. */
    private Wishes numbering() {
      return new Wishes(ExistingFile.NUMBER, record, folders);
    }

    /** Returns what to ask of a file before the run; a name that was chosen is not numbered. */
    private ExistingFile onTheSpot(boolean named) {
      return named && existing != ExistingFile.REPLACE ? ExistingFile.KEEP : existing;
    }
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
    if (output.equals(Optional.of(PIPE))) {
      return piped(count, wishes);
    }
    if (output.filter(path -> path.toString().contains("{")).isPresent()) {
      return new OutputFiles(new Templated(output.get(), wishes), Part.WHOLE, true, wishes);
    }
    Path absolute = output.orElse(Path.of("")).toAbsolutePath();
    boolean named = output.isPresent() && !Files.isDirectory(absolute);
    Path folder = named ? absolute.getParent() : absolute;
    String slug = Slug.of(prompt, SLUG_LENGTH);
    Naming naming =
        named
            ? (part, index, seed) -> numbered(absolute, part.before() + index, count)
            : (part, index, seed) -> folder.resolve(slug + unlike(part) + number(seed) + ENDING);
    if (named) {
      requirePicture(absolute);
    }
    if (wishes.folders() == MissingFolder.MADE) {
      makeFolder(folder);
    }
    OutputFiles files =
        new OutputFiles(naming, Part.WHOLE, named, named ? wishes : wishes.numbering());
    for (int i = 0; i < (named ? count : 1); i++) {
      PngFile.check(files.file(i, 0), wishes.onTheSpot(named));
    }
    return files;
  }

  private static OutputFiles piped(int count, Wishes wishes) {
    if (count > 1) {
      throw new InvalidRequestException(
          "output", "is -, which takes one picture; these are " + count);
    }
    return new OutputFiles((part, index, seed) -> PIPE, Part.WHOLE, true, wishes);
  }

  private static String unlike(Part part) {
    return part.label().isEmpty() ? "" : "-" + Slug.of(part.label(), SLUG_LENGTH);
  }

  private static String number(long seed) {
    return "-" + Long.toUnsignedString(seed);
  }

  /** Names made from what is recorded, each of which is another one. */
  private static final class Templated implements Naming {

    private final NameTemplate template;
    private final Wishes wishes;
    private final Set<Path> given = new HashSet<>();

    Templated(Path output, Wishes wishes) {
      this.template = NameTemplate.of(output.toString());
      this.wishes = wishes;
    }

    @Override
    public Path name(Part part, int index, long seed) {
      Job record = part.plan().orElseThrow().record(new GeneratedImage(null, seed, index));
      return template.name(part.before() + index + 1, record).toAbsolutePath();
    }

    @Override
    public void check(Part part, ExistingFile existing) {
      for (int i = 0; i < part.count(); i++) {
        Path file = name(part, i, part.plan().orElseThrow().firstSeed() + i);
        if (!given.add(file)) {
          throw new InvalidRequestException(
              "output", "calls two pictures %s; put {index} or {seed} into it".formatted(file));
        }
        if (wishes.folders() == MissingFolder.MADE) {
          makeFolder(file.getParent());
        }
        PngFile.check(file, existing);
      }
    }
  }

  /**
   * Returns the same files for one of the jobs of a run.
   *
   * @param plan of that job
   * @param before how many pictures the jobs before it make
   * @param label what tells it apart from the others; may be empty
   * @throws InvalidRequestException if two pictures would have one name
   * @throws dev.gen.error.OutputException if a name cannot be written
   */
  OutputFiles part(Plan plan, int before, String label) {
    Part of = new Part(Optional.of(plan), before, label);
    naming.check(of, wishes.onTheSpot(true));
    return new OutputFiles(naming, of, named, wishes);
  }

  /** Returns whether the one picture goes to standard output. */
  boolean isPiped() {
    return file(0, 0) == PIPE;
  }

  /** Returns whether the user chose the name. */
  boolean isNamed() {
    return named;
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
    return naming.name(part, index, seed);
  }

  /** Returns a name for one of several files: {@code name-1.png} for the first. */
  static Path numbered(Path file, int index, int count) {
    String whole = file.getFileName().toString();
    int stem = whole.lastIndexOf('.');
    return count == 1
        ? file
        : file.resolveSibling(whole.substring(0, stem) + "-" + (index + 1) + whole.substring(stem));
  }

  private static void requirePicture(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    if (PictureFormat.ofName(name).isEmpty() || name.lastIndexOf('.') == 0) {
      throw new InvalidRequestException(
          "-o is \"%s\", expected a name such as picture.png, ending in one of %s"
              .formatted(name, PictureFormat.allEndings()));
    }
  }
}
