package dev.gen.checkpoint.safetensors;

import dev.gen.error.ModelFormatException;
import dev.gen.files.FileStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses PyTorch's pickled checkpoints by their names. */
public final class Pickles {

  /** What a refusal says. */
  public static final String NATURE = "this is " + FileStart.PICKLE.nature();

  private static final List<String> ENDINGS = List.of(".ckpt", ".pt", ".pth", ".bin", ".pkl");

  private Pickles() {}

  /**
   * Refuses a file whose name says that it is a pickle.
   *
   * @throws ModelFormatException if it does
   */
  static void refuse(Path path) {
    if (isPickle(path)) {
      throw new ModelFormatException(path + ": " + NATURE);
    }
  }

  /** Finds a file in a folder whose name says that it is a pickle. */
  public static Optional<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Pickles::isPickle).sorted().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isPickle(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
