package dev.gen.model;

import dev.gen.error.GenException;
import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds models and LoRAs by their content, where nobody has a file of the name.
 *
 * @param locator knows the folders of models
 * @param known remembers what was computed before
 */
public record HashSearch(ModelLocator locator, Fingerprints known) {

  private static final int DEPTH = 3;

  /** Returns the model whose weights have a sha256 that begins so. */
  public Optional<Path> model(String sha256) {
    return locator.list().stream().filter(path -> isModel(path, sha256)).findFirst();
  }

  private boolean isModel(Path path, String sha256) {
    try {
      Job wish = Job.EMPTY.with(Field.MODEL, path.toString());
      return ModelIdentity.of(path, new WishedModel(wish, locator).open(), known)
          .startsWith(sha256);
    } catch (GenException e) {
      return false;
    }
  }

  /** Returns the safetensors file whose sha256 begins so. */
  public Optional<Path> file(String sha256) {
    List<Path> files = new ArrayList<>();
    for (Path folder : locator.folders()) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
          found.filter(HashSearch::isWeights).forEach(files::add);
        } catch (IOException e) {
          // What cannot be listed has nothing to be found.
        }
      }
    }
    return files.stream().filter(file -> known.sha256(file).startsWith(sha256)).findFirst();
  }

  private static boolean isWeights(Path file) {
    return file.toString().endsWith(".safetensors") && Files.isRegularFile(file);
  }
}
