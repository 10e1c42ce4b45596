package dev.gen.model;

import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds models by path or by name.
 *
 * @param folders searched in this order for a model of the given name
 */
public record ModelLocator(List<Path> folders) {

  /** Copies the list. */
  public ModelLocator {
    folders = List.copyOf(folders);
  }

  /**
   * Finds a model.
   *
   * @param nameOrPath a path that exists, or the name of an entry of one of the folders; a folder
   *     of Hugging Face's cache stands for the model in it
   * @throws ModelFormatException if there is none, saying where was looked and what is there
   */
  public Path find(String nameOrPath) {
    return HubCache.modelIn(found(nameOrPath));
  }

  private Path found(String nameOrPath) {
    Path direct = Path.of(nameOrPath);
    if (Files.exists(direct) && !isBareName(nameOrPath)) {
      return direct;
    }
    return folders.stream()
        .map(folder -> folder.resolve(nameOrPath))
        .filter(Files::exists)
        .findFirst()
        .or(() -> Optional.of(direct).filter(Files::exists))
        .orElseThrow(() -> new ModelFormatException(notFound(nameOrPath)));
  }

  /** Returns every model that has a name, in search order. */
  public List<Path> list() {
    List<Path> models = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> entries = Files.list(folder)) {
          entries
              .filter(entry -> looksLikeModel(HubCache.modelIn(entry)))
              .sorted()
              .forEach(models::add);
        } catch (IOException e) {
          throw new ModelFormatException("cannot list " + folder + ": " + e.getMessage(), e);
        }
      }
    }
    return models;
  }

  private static boolean looksLikeModel(Path entry) {
    return Files.exists(entry.resolve("model_index.json"))
        || entry.getFileName().toString().endsWith(".safetensors");
  }

  private static boolean isBareName(String nameOrPath) {
    return Path.of(nameOrPath).getNameCount() == 1 && !nameOrPath.startsWith(".");
  }

  private String notFound(String nameOrPath) {
    List<String> names = list().stream().map(path -> path.getFileName().toString()).toList();
    return "no model \"%s\": it is no path, and none of %s has it; models found there: %s"
        .formatted(nameOrPath, folders, names.isEmpty() ? "none" : String.join(", ", names));
  }
}
