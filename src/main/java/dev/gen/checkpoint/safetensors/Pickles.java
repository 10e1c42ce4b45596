package dev.gen.checkpoint.safetensors;

import dev.gen.error.ModelFormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Refuses PyTorch's pickled checkpoints, by their names and by their first bytes. */
final class Pickles {

  private static final List<String> ENDINGS = List.of(".ckpt", ".pt", ".pth", ".bin", ".pkl");

  private Pickles() {}

  /**
   * Refuses a file whose name says that it is a pickle.
   *
   * @throws ModelFormatException if it does
   */
  static void refuse(Path path) {
    if (isPickle(path)) {
      throw refusal(path);
    }
  }

  /**
   * Refuses a file whose first bytes are those of a pickle or of the zip that PyTorch wraps it in.
   *
   * @throws ModelFormatException if they are
   */
  static void refuse(Path path, byte[] start) {
    boolean zip = start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    boolean pickle = start[0] == (byte) 0x80 && start[1] <= 5 && start[7] != 0;
    if (zip || pickle) {
      throw refusal(path);
    }
  }

  /** Tells whether a file's name ends as those of pickles do. */
  static boolean isPickle(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static ModelFormatException refusal(Path path) {
    return new ModelFormatException(
        path
            + ": this is a pickled PyTorch file, which can run any code when it is opened, so it is"
            + " not read; use the model's .safetensors file, or convert it where it is safe to");
  }
}
