package dev.gen.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A family of models that share their networks' shapes, with the configs of its published models.
 *
 * <p>The configs are those of the repositories named in the resource files.
 */
public enum CheckpointFamily {
  /** Stable Diffusion 1.x: one CLIP text encoder, prompts 768 wide. */
  SD1("sd1.json"),
  /** Stable Diffusion 2.x: one OpenCLIP text encoder, prompts 1024 wide. */
  SD2("sd2.json"),
  /** Stable Diffusion XL: two text encoders, prompts 2048 wide. */
  SDXL("sdxl.json");

  private final String resource;

  CheckpointFamily(String resource) {
    this.resource = resource;
  }

  /** Returns the family whose published models have prompts of that width, if there is one. */
  static Optional<CheckpointFamily> ofPromptWidth(int width) {
    return switch (width) {
      case 768 -> Optional.of(SD1);
      case 1024 -> Optional.of(SD2);
      case 2048 -> Optional.of(SDXL);
      default -> Optional.empty();
    };
  }

  /** Returns the name of the published models. */
  public String displayName() {
    return switch (this) {
      case SD1 -> "Stable Diffusion 1";
      case SD2 -> "Stable Diffusion 2";
      case SDXL -> "Stable Diffusion XL";
    };
  }

  /** Returns the parts that a whole model has. */
  List<ModelPart> parts() {
    return this == SDXL
        ? List.of(ModelPart.values())
        : List.of(ModelPart.UNET, ModelPart.VAE, ModelPart.TEXT_ENCODER);
  }

  /**
   * Returns the configs: {@code unet}, {@code vae}, {@code text_encoder}, {@code text_encoder_2},
   * {@code scheduler} and {@code model_index}, each as its config file has it.
   */
  public Map<String, Map<String, Object>> configs() {
    try (InputStream in = CheckpointFamily.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readValue(in, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
