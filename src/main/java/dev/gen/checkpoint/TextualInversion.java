package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Learned tokens for a prompt (Gal et al. 2022, arXiv 2208.01618).
 *
 * <p>In the prompt, the name stands for all vectors one after the other; the n-th vector is the
 * token {@code vocabulary size + n} of the text encoder, counted over all embeddings in the order
 * in which they were given.
 *
 * @param name what the user writes in a prompt
 * @param vectors {@code [count, width]} for each text encoder that the file has tokens for
 */
public record TextualInversion(String name, Map<ModelPart, StoredTensor> vectors) {

  private static final Map<String, ModelPart> KEYS =
      Map.of(
          "emb_params", ModelPart.TEXT_ENCODER,
          "clip_l", ModelPart.TEXT_ENCODER,
          "clip_g", ModelPart.TEXT_ENCODER_2);

  /** Copies the map. */
  public TextualInversion {
    vectors = Map.copyOf(vectors);
  }

  /**
   * Reads the file's table: Automatic1111's keys, or diffusers' single token.
   *
   * @throws ModelFormatException if it is malformed or holds something else
   */
  public static TextualInversion open(Path path) {
    SafetensorsFile file = SafetensorsFile.open(path);
    Map<ModelPart, StoredTensor> vectors = new EnumMap<>(ModelPart.class);
    file.tensors().values().stream()
        .filter(tensor -> KEYS.containsKey(tensor.name()))
        .forEach(tensor -> vectors.put(KEYS.get(tensor.name()), rows(path, tensor)));
    if (!vectors.isEmpty()) {
      String name = path.getFileName().toString().replaceFirst("\\.safetensors$", "");
      return new TextualInversion(name, vectors);
    }
    if (file.tensors().size() == 1) {
      StoredTensor token = file.tensors().values().iterator().next();
      return new TextualInversion(token.name(), Map.of(ModelPart.TEXT_ENCODER, rows(path, token)));
    }
    throw notAnEmbedding(path);
  }

  private static StoredTensor rows(Path path, StoredTensor tensor) {
    Shape shape = tensor.shape();
    if (shape.rank() < 1 || shape.rank() > 2 || shape.elements() == 0) {
      throw notAnEmbedding(path);
    }
    return shape.rank() == 2 ? tensor : tensor.reshaped(new Shape(1, shape.size(0)));
  }

  private static ModelFormatException notAnEmbedding(Path path) {
    return new ModelFormatException(
        path + ": this holds no textual-inversion vectors; check which file it is");
  }
}
