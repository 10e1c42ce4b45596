package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.files.Fingerprints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which model this is, told by its weights and not by its name. */
public final class ModelIdentity {

  private ModelIdentity() {}

  /**
   * Returns the sha256 of a model's weights.
   *
   * <p>That of the file, where the model is one file, as other programs have it. Of a folder, that
   * of a text with a line for each file of weights that the model uses, {@code <sha256> <path
   * within the folder>}, sorted by path: what {@code sha256sum} prints.
   *
   * @param path of the model
   * @param source the model, opened
   * @param known remembers what was computed before
   */
  public static String of(Path path, ModelSource source, Fingerprints known) {
    return Files.isRegularFile(path)
        ? known.sha256(path)
        : ofFolder(
            path, source.storedNetworks().stream().flatMap(part -> part.files().stream()), known);
  }

  /**
   * Returns the sha256 of a file that is added to a model, or of a folder's safetensors.
   *
   * @param known remembers what was computed before
   */
  public static String ofAddition(Path path, Fingerprints known) {
    if (!Files.isDirectory(path)) {
      return known.sha256(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return ofFolder(path, files.filter(file -> file.toString().endsWith(".safetensors")), known);
    } catch (IOException e) {
      throw new ModelFormatException("cannot list " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the sha256 of some files of a folder.
   *
   * @param known remembers what was computed before
   */
  public static String ofFolder(Path folder, Stream<Path> files, Fingerprints known) {
    String lines =
        files
            .filter(file -> file.startsWith(folder))
            .distinct()
            .sorted()
            .map(file -> known.sha256(file) + "  " + folder.relativize(file) + "\n")
            .collect(Collectors.joining());
    return Fingerprints.sha256(lines.getBytes(StandardCharsets.UTF_8));
  }
}
