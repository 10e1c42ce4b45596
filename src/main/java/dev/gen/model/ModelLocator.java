package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.error.Nearest;
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
   * @param nameOrPath a path that exists, or the name of an entry of one of the folders, which for
   *     a model of Hugging Face's cache is {@code owner/name} or {@code owner/name@revision}; its
   *     folder there stands for it
   * @throws ModelFormatException if there is none, saying where was looked and what is there
   */
  public Path find(String nameOrPath) {
    return HubCache.modelIn(found(nameOrPath), HubCache.revisionOf(nameOrPath));
  }

  private Path found(String nameOrPath) {
    Path direct = Path.of(nameOrPath);
    if (Files.exists(direct) && !isBareName(nameOrPath)) {
      return direct;
    }
    return folders.stream()
        .flatMap(
            folder -> Stream.of(nameOrPath, HubCache.folderOf(nameOrPath)).map(folder::resolve))
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
          entries.filter(ModelLocator::looksLikeModel).sorted().forEach(models::add);
        } catch (IOException e) {
          throw new ModelFormatException("cannot list " + folder + ": " + e.getMessage(), e);
        }
      }
    }
    return models;
  }

  /** Returns by which name {@link #find} finds a model that {@link #list} returns. */
  public static String nameOf(Path model) {
    return HubCache.nameOf(model.getFileName().toString());
  }

  private static boolean looksLikeModel(Path entry) {
    return HubCache.isModel(entry) || entry.getFileName().toString().endsWith(".safetensors");
  }

  private static boolean isBareName(String nameOrPath) {
    return Path.of(nameOrPath).getNameCount() == 1 && !nameOrPath.startsWith(".");
  }

  private String notFound(String nameOrPath) {
    List<String> names = list().stream().map(ModelLocator::nameOf).toList();
    return "no model \"%s\": it is no path, and none of %s has it%s; models found there: %s"
        .formatted(
            nameOrPath,
            folders,
            Nearest.question(nameOrPath, names)
                .orElse(
                    HubCache.isName(nameOrPath)
                        ? "; it is fetched by: gen models pull " + nameOrPath
                        : ""),
            names.isEmpty() ? "none" : String.join(", ", names));
  }
}
