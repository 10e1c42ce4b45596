package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a single file is, told from its keys, shapes, metadata and, last, its name.
 *
 * @param file the checkpoint
 * @param family the family
 * @param predictionType {@code epsilon} or {@code v_prediction}
 * @param guesses what was guessed and from what, one sentence each
 */
record Detection(
    SafetensorsFile file, CheckpointFamily family, String predictionType, List<String> guesses) {

  private static final int REFINER_WIDTH = 1280;
  private static final String EPSILON = "epsilon";
  private static final String V_PREDICTION = "v_prediction";

  /**
   * Looks at a file, under what the user says about it.
   *
   * @throws ModelFormatException if it is not a checkpoint of a known family
   */
  static Detection of(SafetensorsFile file, CheckpointOptions options) {
    List<String> guesses = new ArrayList<>();
    CheckpointFamily family = options.family().orElseGet(() -> family(file, guesses));
    String prediction = options.predictionType().orElseGet(() -> prediction(file, family, guesses));
    return new Detection(file, family, prediction, guesses);
  }

  /** Puts what the file says over the configs. */
  Map<String, Map<String, Object>> over(Map<String, Map<String, Object>> configs) {
    Map<String, Map<String, Object>> all =
        Configs.with(configs, "scheduler", "prediction_type", predictionType);
    OptionalInt channels = inputs("input_blocks.0.0.weight");
    if (channels.isPresent()) {
      all = Configs.with(all, "unet", "in_channels", channels.getAsInt());
    }
    OptionalInt guidance = inputs("time_embed.cond_proj.weight");
    if (guidance.isPresent()) {
      all = Configs.with(all, "unet", "time_cond_proj_dim", guidance.getAsInt());
      all = Configs.with(all, "scheduler", "_class_name", "LCMScheduler");
    }
    if (file.tensors().containsKey("ztsnr")) {
      all = Configs.with(all, "scheduler", "rescale_betas_zero_snr", true);
      all = Configs.with(all, "scheduler", "timestep_spacing", "trailing");
    }
    return all;
  }

  private OptionalInt inputs(String name) {
    StoredTensor tensor = file.tensors().get(SingleFile.UNET + name);
    return tensor == null || tensor.shape().rank() < 2
        ? OptionalInt.empty()
        : OptionalInt.of(tensor.shape().size(1));
  }

  private static CheckpointFamily family(SafetensorsFile file, List<String> guesses) {
    if (file.tensors().keySet().stream().noneMatch(key -> key.startsWith(SingleFile.UNET))) {
      throw new ModelFormatException(
          "%s: %s; name a whole Stable Diffusion 1, 2 or XL checkpoint"
              .formatted(file.path(), whatElse(file)));
    }
    int width = promptWidth(file).orElse(0);
    if (width == REFINER_WIDTH) {
      throw new ModelFormatException(
          file.path() + ": this is the SDXL refiner, which is not supported; use the base model");
    }
    Optional<CheckpointFamily> published = CheckpointFamily.ofPromptWidth(width);
    CheckpointFamily family = published.orElseGet(() -> familyByKeys(file));
    guesses.add(
        "family %s, guessed from %s"
            .formatted(
                family.displayName(),
                published.isPresent()
                    ? "prompts that are " + width + " wide"
                    : "the names of the text encoders' weights"));
    return family;
  }

  /** Tells the family by its text encoders, for models whose sizes are not the published ones. */
  private static CheckpointFamily familyByKeys(SafetensorsFile file) {
    if (has(file, "conditioner.embedders.1.")) {
      return CheckpointFamily.SDXL;
    }
    return has(file, "cond_stage_model.model.") ? CheckpointFamily.SD2 : CheckpointFamily.SD1;
  }

  private static Optional<Integer> promptWidth(SafetensorsFile file) {
    return file.tensors().values().stream()
        .filter(tensor -> tensor.name().startsWith(SingleFile.UNET))
        .filter(tensor -> tensor.name().endsWith("attn2.to_k.weight"))
        .filter(tensor -> tensor.shape().rank() == 2)
        .map(tensor -> tensor.shape().size(1))
        .findFirst();
  }

  private static String whatElse(SafetensorsFile file) {
    if (has(file, "model.joint_blocks") || has(file, "joint_blocks")) {
      return "this is a Stable Diffusion 3 network";
    }
    if (has(file, "double_blocks") || has(file, "model.double_blocks")) {
      return "this is a FLUX network";
    }
    boolean lora = file.tensors().keySet().stream().anyMatch(key -> key.contains("lora"));
    return lora ? "this is a LoRA, not a model" : "there is no diffusion model in it";
  }

  private static boolean has(SafetensorsFile file, String prefix) {
    return file.tensors().keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  private static String prediction(
      SafetensorsFile file, CheckpointFamily family, List<String> guesses) {
    String stated = file.metadata().getOrDefault("modelspec.prediction_type", "");
    if (!stated.isEmpty()) {
      return stated.startsWith("v") ? V_PREDICTION : EPSILON;
    }
    if (file.tensors().containsKey("v_pred")) {
      return V_PREDICTION;
    }
    return family == CheckpointFamily.SD2 ? predictionBySize(file, guesses) : EPSILON;
  }

  /** Stable Diffusion 2 was published with both; the file does not tell, its name may. */
  private static String predictionBySize(SafetensorsFile file, List<String> guesses) {
    String name = file.path().getFileName().toString().toLowerCase(Locale.ROOT);
    boolean small = name.contains("base") || name.contains("512") || name.contains("inpaint");
    String type = small ? EPSILON : V_PREDICTION;
    guesses.add(
        "prediction type %s, guessed from the file's name '%s': the file itself does not say"
            .formatted(type, file.path().getFileName()));
    return type;
  }
}
