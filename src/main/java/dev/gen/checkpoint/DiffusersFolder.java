package dev.gen.checkpoint;

import dev.gen.checkpoint.keys.ClipKeys;
import dev.gen.checkpoint.keys.DiffusersVaeKeys;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.safetensors.TensorTable;
import dev.gen.error.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  static Checkpoint open(Path folder, Optional<UNetTable> unet, CheckpointOptions options) {
    Map<String, Map<String, Object>> configs = new HashMap<>(Configs.ofFolder(folder));
    options.configs().map(Configs::ofFolder).ifPresent(configs::putAll);
    if (!configs.containsKey("unet")) {
      throw new ModelFormatException(
          folder + ": there is no unet/config.json; name a model's folder or a .safetensors file");
    }
    Map<ModelPart, Weights> weights = new EnumMap<>(ModelPart.class);
    for (ModelPart part : ModelPart.values()) {
      Path place = folder.resolve(part.folder());
      if (part == ModelPart.UNET && unet.isPresent()) {
        weights.put(part, unet.get().weights());
      } else if (TensorTable.isIn(place) || part == ModelPart.UNET) {
        TensorTable table = TensorTable.openFolder(place);
        weights.put(part, Weights.of(place.toString(), table.tensors(), RULES.get(part)));
      }
    }
    CheckpointFamily family = options.family().orElseGet(() -> family(configs));
    List<Guess> guesses = new ArrayList<>();
    if (options.family().isEmpty()) {
      guesses.add(
          Guess.aside("family %s, guessed from unet/config.json".formatted(family.displayName())));
    }
    Map<String, Map<String, Object>> all = withPrediction(configs, options);
    if (unet.isPresent()) {
      Detection detection = Detection.of(unet.get(), options);
      requireFamily(unet.get(), detection.family(), family);
      all = detection.over(all);
      guesses.addAll(detection.guesses());
    } else {
      all = withFewSteps(folder, all, guesses);
    }
    return new Checkpoint(folder, family, all, weights, Additions.none(), guesses);
  }

  private static void requireFamily(UNetTable unet, CheckpointFamily own, CheckpointFamily wanted) {
    if (own != wanted) {
      throw new ModelFormatException(
          "%s: this UNet is of %s, but the model is of %s; give a UNet or a model of the same family"
              .formatted(unet.path(), own.displayName(), wanted.displayName()));
    }
  }

  /** A folder's scheduler is its own; how many steps it wants, only its name may say. */
  private static Map<String, Map<String, Object>> withFewSteps(
      Path folder, Map<String, Map<String, Object>> configs, List<Guess> guesses) {
    String name = name(folder.toAbsolutePath().normalize());
    if (configs.getOrDefault("model_index", Map.of()).containsKey("gen")) {
      return configs;
    }
    boolean isToldGuidance = configs.get("unet").get("time_cond_proj_dim") instanceof Number;
    return FewSteps.decided(isToldGuidance, FewSteps.of(name), "the name '" + name + "'", guesses)
        .map(few -> Configs.with(configs, "model_index", "gen", few.defaults()))
        .orElse(configs);
  }

  /** Returns the folder's name, or that of the repository whose snapshot it is. */
  private static String name(Path folder) {
    Path parent = folder.getParent();
    boolean snapshot = parent != null && parent.endsWith("snapshots");
    Path named = snapshot && parent.getParent() != null ? parent.getParent() : folder;
    return String.valueOf(named.getFileName());
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
