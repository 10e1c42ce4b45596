package dev.gen.model;

import dev.gen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds files that are added to models, by path or by name, as prompts name LoRAs.
 *
 * @param what they are, for people
 * @param place the folder of them in a folder of models
 * @param folders of models; searched in this order, each with the folders below that place
 */
public record NamedFiles(String what, String place, List<Path> folders) {

  private static final String ENDING = ".safetensors";

  /** How deep people sort their files into folders. */
  private static final int DEPTH = 8;

  /** Copies the list. */
  public NamedFiles {
    folders = List.copyOf(folders);
  }

  /** Finds LoRAs. */
  public static NamedFiles loras(ModelLocator models) {
    return new NamedFiles("LoRA", "loras", models.folders());
  }

  /** Finds autoencoders. */
  public static NamedFiles autoencoders(ModelLocator models) {
    return new NamedFiles("autoencoder", "vae", models.folders());
  }

  /** Finds embeddings. */
  public static NamedFiles embeddings(ModelLocator models) {
    return new NamedFiles("embedding", "embeddings", models.folders());
  }

  /** Returns the files that lie where they belong, in search order. */
  public List<Path> list() {
    return folders.stream()
        .flatMap(folder -> found(folder.resolve(place), DEPTH).stream())
        .map(File::path)
        .toList();
  }

  /** Returns the names that are found, those of files that lie where they belong first. */
  public List<String> names() {
    return files().map(File::name).distinct().toList();
  }

  private Stream<File> files() {
    return folders.stream()
        .flatMap(folder -> Stream.of(found(folder.resolve(place), DEPTH), found(folder, 1)))
        .flatMap(List::stream);
  }

  /**
   * Finds a file.
   *
   * @param name a path; or a file's name without its ending, maybe with folders before it. Upper
   *     and lower case count only where both are there
   * @throws InvalidRequestException if there is none
   */
  public Path find(String name) {
    return search(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "no %s \"%s\": it is no file, and there is no %s/%s%s in any of %s"
                        .formatted(what, name, place, bare(name), ENDING, folders)));
  }

  /** Finds a file, if there is one. */
  Optional<Path> search(String name) {
    Path path = path(name);
    if (Files.isRegularFile(path)) {
      return Optional.of(path);
    }
    return files()
        .filter(file -> file.rank(bare(name)) < File.NO_MATCH)
        .min(Comparator.comparing(file -> file.rank(bare(name))))
        .map(File::path);
  }

  private static String bare(String name) {
    return withoutEnding(name.replace('\\', '/'));
  }

  private Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new InvalidRequestException(
          "no %s \"%s\": no file can have that name"
              .formatted(what, name.replaceAll("\\p{Cntrl}", "\ufffd")),
          e);
    }
  }

  /**
   * A file that is there.
   *
   * @param path of it
   * @param name the path below the searched folder, with slashes and without ending
   */
  private record File(Path path, String name) {

    static final int NO_MATCH = 4;

    /** Returns how well a name fits: the smaller the better. */
    int rank(String wanted) {
      String last = name.substring(name.lastIndexOf('/') + 1);
      List<Boolean> fits =
          List.of(
              name.equals(wanted),
              last.equals(wanted),
              name.equalsIgnoreCase(wanted),
              last.equalsIgnoreCase(wanted));
      int first = fits.indexOf(true);
      return first < 0 ? NO_MATCH : first;
    }
  }

  private static List<File> found(Path folder, int depth) {
    List<File> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
        all.filter(path -> lower(path).endsWith(ENDING))
            .sorted()
            .forEach(path -> files.add(new File(path, name(folder.relativize(path)))));
      } catch (IOException | RuntimeException e) {
        // A folder that cannot be read holds nothing for this user.
        return files;
      }
    }
    return files;
  }

  private static String lower(Path path) {
    return path.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static String name(Path relative) {
    return withoutEnding(relative.toString().replace('\\', '/'));
  }

  private static String withoutEnding(String name) {
    return name.replaceFirst("(?i)\\.safetensors$", "");
  }
}
