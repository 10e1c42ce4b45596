package dev.gen.checkpoint;

import dev.gen.checkpoint.keys.ClipKeys;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.LdmUNetKeys;
import dev.gen.checkpoint.keys.OpenClipKeys;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.error.ModelFormatException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Opens a model in one file with the key names of the original repositories (CompVis,
 * Stability-AI).
 *
 * <p>Keys that belong to no network (training state, averaged copies, schedules) are ignored.
 */
final class SingleFile {

  /** What precedes the names of the UNet's weights. */
  static final String UNET = "model.diffusion_model.";

  private static final String HUGGING_FACE = "cond_stage_model.transformer.";
  private static final String OPEN_CLIP = "cond_stage_model.model.";
  private static final String FIRST = "conditioner.embedders.0.transformer.";
  private static final String ONLY = "conditioner.embedders.0.model.";
  private static final String SECOND = "conditioner.embedders.1.model.";

  private final SafetensorsFile file;
  private final Map<ModelPart, Weights> weights = new EnumMap<>(ModelPart.class);

  private SingleFile(SafetensorsFile file) {
    this.file = file;
  }

  /**
   * Opens the file and finds out what it is.
   *
   * @param unet a denoiser that lies elsewhere and is used instead of the file's own
   * @throws ModelFormatException if there is no denoiser of a known family
   */
  static Checkpoint open(Path path, Optional<UNetTable> unet, CheckpointOptions options) {
    SafetensorsFile file = SafetensorsFile.open(path);
    UNetTable denoiser = unet.or(() -> own(file)).orElseThrow(() -> refused(file));
    Detection detection = Detection.of(denoiser, options);
    Map<String, Map<String, Object>> all =
        detection.over(Configs.of(detection.family(), options.configs()));
    return new Checkpoint(
        path,
        detection.family(),
        all,
        new SingleFile(file).parts(denoiser, all),
        Additions.none(),
        detection.guesses());
  }

  private static Optional<UNetTable> own(SafetensorsFile file) {
    return Stranger.of(file).isPresent() ? Optional.empty() : UNetTable.of(file);
  }

  private static ModelFormatException refused(SafetensorsFile file) {
    return new ModelFormatException("%s: %s".formatted(file.path(), FileKind.described(file)));
  }

  private Map<ModelPart, Weights> parts(UNetTable unet, Map<String, Map<String, Object>> configs) {
    weights.put(ModelPart.UNET, unet.weights());
    add(ModelPart.VAE, VaeFile.PREFIX, VaeFile.ldmRule(configs.get("vae")));
    add(ModelPart.TEXT_ENCODER, HUGGING_FACE, new ClipKeys());
    add(ModelPart.TEXT_ENCODER, OPEN_CLIP, new OpenClipKeys());
    add(ModelPart.TEXT_ENCODER, FIRST, new ClipKeys());
    add(ModelPart.TEXT_ENCODER, ONLY, new OpenClipKeys());
    add(ModelPart.TEXT_ENCODER_2, SECOND, new OpenClipKeys());
    return weights;
  }

  private void add(ModelPart part, String prefix, KeyRule rule) {
    if (file.tensors().keySet().stream().anyMatch(key -> key.startsWith(prefix))) {
      weights.put(part, Weights.of(file.path().toString(), file.tensors(), rule.after(prefix)));
    }
  }

  /** Returns the rule of the original repositories, for a UNet of that config. */
  static KeyRule unetRule(Map<String, Object> config) {
    return new LdmUNetKeys(
        config.get("layers_per_block") instanceof Number number ? number.intValue() : 2);
  }
}
