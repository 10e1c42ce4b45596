package dev.gen.checkpoint;

import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.LdmUNetKeys;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.checkpoint.safetensors.TensorTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The UNet in a file, whatever the file puts before its keys and whichever names it uses.
 *
 * @param path the file or folder
 * @param tensors all tensors of the file
 * @param metadata the strings that the file says about itself
 * @param prefix what precedes the UNet's keys
 * @param original whether the names are those of the original repositories, or diffusers' own
 */
record UNetTable(
    Path path,
    Map<String, StoredTensor> tensors,
    Map<String, String> metadata,
    String prefix,
    boolean original) {

  private static final List<String> PREFIXES =
      List.of(SingleFile.UNET, "", "unet.", "diffusion_model.", "model.");

  /** More layers than any block has; a search for the last one ends there. */
  private static final int MOST_LAYERS = 16;

  /** Opens a UNet that lies apart from its model, if the file or folder holds one. */
  static Optional<UNetTable> open(Path fileOrFolder) {
    if (Files.isDirectory(fileOrFolder)) {
      TensorTable table = TensorTable.openFolder(fileOrFolder);
      return of(fileOrFolder, table.tensors(), Map.of());
    }
    return of(SafetensorsFile.open(fileOrFolder));
  }

  /** Finds the UNet of a file. */
  static Optional<UNetTable> of(SafetensorsFile file) {
    return of(file.path(), file.tensors(), file.metadata());
  }

  private static Optional<UNetTable> of(
      Path path, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    for (String prefix : PREFIXES) {
      if (tensors.containsKey(prefix + "input_blocks.0.0.weight")
          && (prefix.equals(SingleFile.UNET) || tensors.containsKey(prefix + "out.2.weight"))) {
        return Optional.of(new UNetTable(path, tensors, metadata, prefix, true));
      }
      if (tensors.containsKey(prefix + "conv_in.weight")
          && tensors.containsKey(prefix + "up_blocks.0.resnets.0.conv1.weight")) {
        return Optional.of(new UNetTable(path, tensors, metadata, prefix, false));
      }
    }
    return Optional.empty();
  }

  /** Tells whether the file holds nothing but the UNet. */
  boolean isAlone() {
    return tensors.keySet().stream()
        .noneMatch(key -> key.endsWith("token_embedding.weight") || VaeFile.isPartOfVae(key));
  }

  /** Counts what the network looks like, if its blocks make a whole. */
  Optional<UNetStructure> structure() {
    return UNetStructure.of(
        weights(), original ? OptionalInt.of(layersPerBlock()) : OptionalInt.empty());
  }

  /** Returns the weights by diffusers' names. */
  Weights weights() {
    return Weights.of(path.toString(), tensors, rule());
  }

  private KeyRule rule() {
    KeyRule rule = original ? new LdmUNetKeys(layersPerBlock()) : KeyRule.SAME_NAMES;
    return rule.after(prefix);
  }

  /** Counts the layers before the first downsampler; 2 where there is none. */
  private int layersPerBlock() {
    return IntStream.range(2, MOST_LAYERS)
            .filter(i -> tensors.containsKey(prefix + "input_blocks." + i + ".0.op.weight"))
            .findFirst()
            .orElse(3)
        - 1;
  }

  /** Returns how many channels the first convolution takes. */
  OptionalInt inputs() {
    return inputsOf("conv_in.weight");
  }

  /** Returns how many inputs a weight has, by its name in diffusers. */
  OptionalInt inputsOf(String name) {
    return weights()
        .find(name)
        .filter(weight -> weight.shape().rank() > 1)
        .map(weight -> OptionalInt.of(weight.shape().size(1)))
        .orElse(OptionalInt.empty());
  }

  /** Returns the width of the prompts that the UNet attends to. */
  OptionalInt promptWidth() {
    return tensors.values().stream()
        .filter(tensor -> tensor.name().startsWith(prefix))
        .filter(tensor -> tensor.name().endsWith("attn2.to_k.weight"))
        .filter(tensor -> tensor.shape().rank() == 2)
        .mapToInt(tensor -> tensor.shape().size(1))
        .findFirst();
  }
}
