package dev.gen.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

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
