package dev.gen.checkpoint;

import dev.gen.checkpoint.keys.ClipKeys;
import dev.gen.checkpoint.keys.DiffusersVaeKeys;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.safetensors.TensorTable;
import dev.gen.error.ModelFormatException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens a diffusers folder of safetensors: a folder and a config for each part. */
final class DiffusersFolder {

  private static final Map<ModelPart, KeyRule> RULES =
      Map.of(
          ModelPart.UNET, KeyRule.SAME_NAMES,
          ModelPart.VAE, new DiffusersVaeKeys(),
          ModelPart.TEXT_ENCODER, new ClipKeys(),
          ModelPart.TEXT_ENCODER_2, new ClipKeys());

  private DiffusersFolder() {}

  /** Opens all parts that the folder has; weights are at full precision where there are both. */
  static Checkpoint open(Path folder, CheckpointOptions options) {
    Map<String, Map<String, Object>> configs = new HashMap<>(Configs.ofFolder(folder));
    options.configs().map(Configs::ofFolder).ifPresent(configs::putAll);
    if (!configs.containsKey("unet")) {
      throw new ModelFormatException(
          folder + ": there is no unet/config.json; name a model's folder or a .safetensors file");
    }
    Map<ModelPart, Weights> weights = new EnumMap<>(ModelPart.class);
    for (ModelPart part : ModelPart.values()) {
      Path place = folder.resolve(part.folder());
      if (TensorTable.isIn(place) || part == ModelPart.UNET) {
        TensorTable table = TensorTable.openFolder(place);
        weights.put(part, Weights.of(place.toString(), table.tensors(), RULES.get(part)));
      }
    }
    CheckpointFamily family = options.family().orElseGet(() -> family(configs));
    List<String> guesses =
        options.family().isPresent()
            ? List.of()
            : List.of("family %s, guessed from unet/config.json".formatted(family.displayName()));
    return new Checkpoint(
        folder, family, withPrediction(configs, options), weights, List.of(), List.of(), guesses);
  }

  private static CheckpointFamily family(Map<String, Map<String, Object>> configs) {
    Map<String, Object> unet = configs.get("unet");
    if ("text_time".equals(unet.get("addition_embed_type"))) {
      return CheckpointFamily.SDXL;
    }
    boolean linear = Boolean.TRUE.equals(unet.get("use_linear_projection"));
    return linear ? CheckpointFamily.SD2 : CheckpointFamily.SD1;
  }

  private static Map<String, Map<String, Object>> withPrediction(
      Map<String, Map<String, Object>> configs, CheckpointOptions options) {
    return options
        .predictionType()
        .map(type -> Configs.with(configs, "scheduler", "prediction_type", type))
        .orElse(configs);
  }
}
