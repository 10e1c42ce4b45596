package dev.gen.checkpoint;

import dev.gen.checkpoint.keys.ClipKeys;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.OpenClipKeys;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.checkpoint.safetensors.TensorTable;
import dev.gen.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A CLIP text encoder that lies apart from its model, in any of the dialects. */
final class TextEncoderFile {

  private static final String TOKENS = "token_embedding.weight";
  private static final String HUGGING_FACE = "embeddings." + TOKENS;
  private static final String MODULE = "text_model.";

  private TextEncoderFile() {}

  /** Tells whether there is a text encoder among the tensors. */
  static boolean isIn(Map<String, StoredTensor> tensors) {
    return tensors.keySet().stream().anyMatch(key -> key.endsWith(TOKENS));
  }

  /**
   * Opens a file, or a folder in diffusers' layout.
   *
   * @param config the config of the text encoder that it stands for
   * @throws ModelFormatException if it is none, or of another width
   */
  static Weights open(Path fileOrFolder, ModelPart part, Map<String, Object> config) {
    Map<String, StoredTensor> tensors =
        Files.isDirectory(fileOrFolder)
            ? TensorTable.openFolder(fileOrFolder).tensors()
            : SafetensorsFile.open(fileOrFolder).tensors();
    StoredTensor tokens =
        tokens(tensors).orElseThrow(() -> noTextEncoder(fileOrFolder, part, tensors));
    Object width = config.get("hidden_size");
    if (width instanceof Number wanted && tokens.shape().size(1) != wanted.intValue()) {
      throw new ModelFormatException(
          "%s: this text encoder is %d wide, but the model's %s is %d wide; give another file"
              .formatted(fileOrFolder, tokens.shape().size(1), part.folder(), wanted.intValue()));
    }
    return Weights.of(fileOrFolder.toString(), tensors, rule(tokens.name()));
  }

  private static Optional<StoredTensor> tokens(Map<String, StoredTensor> tensors) {
    return tensors.values().stream()
        .filter(tensor -> tensor.name().endsWith(TOKENS) && tensor.shape().rank() == 2)
        .findFirst();
  }

  /** Reads the dialect, and what stands before all keys, off the key of the tokens. */
  private static KeyRule rule(String tokens) {
    if (!tokens.endsWith(HUGGING_FACE)) {
      return new OpenClipKeys().after(without(tokens, TOKENS));
    }
    String place = without(tokens, HUGGING_FACE);
    return new ClipKeys().after(place.endsWith(MODULE) ? without(place, MODULE) : place);
  }

  private static String without(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  private static ModelFormatException noTextEncoder(
      Path path, ModelPart part, Map<String, StoredTensor> tensors) {
    return new ModelFormatException(
        "%s: there is no CLIP text encoder in it (%d weights of something else); give another file"
                .formatted(path, tensors.size())
            + " as "
            + part.folder());
  }
}
