package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
          "string_to_param.*", ModelPart.TEXT_ENCODER,
          "clip_l", ModelPart.TEXT_ENCODER,
          "clip_g", ModelPart.TEXT_ENCODER_2);

  private static final int LARGE_WIDTH = 1280;

  /** What LoRA files name the tokens that were trained with them; the name may have dots. */
  private static final Pattern BUNDLED =
      Pattern.compile("bundle_emb\\.(.+)\\.(emb_params|string_to_param\\.\\*|clip_[lg])");

  /** Copies the map. */
  public TextualInversion {
    vectors = Map.copyOf(vectors);
  }

  /**
   * Reads the file's table: Automatic1111's keys, which stand for one token named as the file, or
   * diffusers', one for each token.
   *
   * @throws ModelFormatException if it is malformed or holds something else
   */
  public static List<TextualInversion> open(Path path) {
    SafetensorsFile file = SafetensorsFile.open(path);
    Map<ModelPart, StoredTensor> vectors = new EnumMap<>(ModelPart.class);
    file.tensors().values().stream()
        .filter(tensor -> KEYS.containsKey(tensor.name()))
        .forEach(tensor -> vectors.put(KEYS.get(tensor.name()), rows(path, tensor)));
    if (!vectors.isEmpty()) {
      String name = path.getFileName().toString().replaceFirst("(?i)\\.safetensors$", "");
      return List.of(new TextualInversion(name, vectors));
    }
    if (file.tensors().isEmpty()) {
      throw notAnEmbedding(path);
    }
    return file.tensors().values().stream()
        .map(token -> single(token.name(), rows(path, token)))
        .toList();
  }

  /** Tells whether a key of a LoRA file is that of a token that was trained with it. */
  static boolean isBundled(String key) {
    return BUNDLED.matcher(key).matches();
  }

  /** Returns the tokens that lie in a LoRA file. */
  static List<TextualInversion> bundled(SafetensorsFile file) {
    Map<String, Map<ModelPart, StoredTensor>> found = new LinkedHashMap<>();
    for (StoredTensor tensor : file.tensors().values()) {
      Matcher key = BUNDLED.matcher(tensor.name());
      if (key.matches()) {
        found
            .computeIfAbsent(key.group(1), name -> new EnumMap<>(ModelPart.class))
            .put(KEYS.get(key.group(2)), rows(file.path(), tensor));
      }
    }
    List<TextualInversion> tokens = new ArrayList<>();
    found.forEach((name, vectors) -> tokens.add(new TextualInversion(name, vectors)));
    return tokens;
  }

  /** Vectors of 1280 numbers are for the larger encoder of Stable Diffusion XL. */
  private static TextualInversion single(String name, StoredTensor rows) {
    boolean large = rows.shape().size(1) == LARGE_WIDTH;
    return new TextualInversion(
        name, Map.of(large ? ModelPart.TEXT_ENCODER_2 : ModelPart.TEXT_ENCODER, rows));
  }

  /**
   * Returns this with the vectors of a file for one text encoder given to that whose width they
   * have. Where both have it the name decides: diffusers calls the second file {@code
   * learned_embeds_2}.
   *
   * @param file where this was read
   * @param widths of the model's text encoders
   */
  TextualInversion placed(Path file, Map<ModelPart, Integer> widths) {
    if (vectors.size() > 1) {
      return this;
    }
    StoredTensor rows = vectors.values().iterator().next();
    List<ModelPart> fitting =
        widths.keySet().stream()
            .filter(part -> widths.get(part) == rows.shape().size(1))
            .sorted()
            .toList();
    boolean second = file.getFileName().toString().matches("(?i).*_2\\.\\w+");
    return fitting.isEmpty()
        ? this
        : new TextualInversion(name, Map.of(fitting.get(second ? fitting.size() - 1 : 0), rows));
  }

  /** Returns this token with another file's vectors for it. */
  TextualInversion with(TextualInversion other) {
    Map<ModelPart, StoredTensor> both = new EnumMap<>(vectors);
    both.putAll(other.vectors);
    return new TextualInversion(name, both);
  }

  /** Returns the size of one vector for a text encoder, if this has any for it. */
  Optional<Integer> width(ModelPart part) {
    return Optional.ofNullable(vectors.get(part)).map(rows -> rows.shape().size(1));
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
