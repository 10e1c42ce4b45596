package dev.gen.checkpoint;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user says about a checkpoint, over what its file tells.
 *
 * @param configs a folder in diffusers' layout whose config.json files are used instead of the
 *     family's
 * @param family the family, where the guess is wrong
 * @param predictionType {@code epsilon} or {@code v_prediction}, where the guess is wrong
 * @param parts files or folders that hold a part of the model instead of the model itself
 * @param loras LoRA files, added in this order
 * @param embeddings textual-inversion files
 */
public record CheckpointOptions(
    Optional<Path> configs,
    Optional<CheckpointFamily> family,
    Optional<String> predictionType,
    Map<ModelPart, Path> parts,
    List<LoraUse> loras,
    List<Path> embeddings) {

  /**
   * A LoRA file and how much of it is added.
   *
   * @param file the safetensors file
   * @param unetScale to the denoiser; any finite number: 1 as trained, negative for the opposite
   * @param textScale to the text encoders
   */
  public record LoraUse(Path file, double unetScale, double textScale) {

    /** Adds as much to all parts of the model. */
    public LoraUse(Path file, double scale) {
      this(file, scale, scale);
    }

    /** Returns how much is added to a part of the model. */
    double scale(ModelPart part) {
      return part == ModelPart.UNET ? unetScale : textScale;
    }
  }

  /** Copies the map and the lists. */
  public CheckpointOptions {
    parts = Map.copyOf(parts);
    loras = List.copyOf(loras);
    embeddings = List.copyOf(embeddings);
  }

  /** Returns the options that leave everything to the checkpoint. */
  public static CheckpointOptions none() {
    return new CheckpointOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), List.of(), List.of());
  }

  /** Returns these options with the configs of a folder. */
  public CheckpointOptions withConfigs(Path folder) {
    return new CheckpointOptions(
        Optional.of(folder), family, predictionType, parts, loras, embeddings);
  }

  /** Returns these options with another VAE. */
  public CheckpointOptions withVae(Path fileOrFolder) {
    return withPart(ModelPart.VAE, fileOrFolder);
  }

  /** Returns these options with a part of the model that lies elsewhere. */
  public CheckpointOptions withPart(ModelPart part, Path fileOrFolder) {
    Map<ModelPart, Path> all = new HashMap<>(parts);
    all.put(part, fileOrFolder);
    return new CheckpointOptions(configs, family, predictionType, all, loras, embeddings);
  }

  /** Returns these options with these LoRA files. */
  public CheckpointOptions withLoras(List<LoraUse> files) {
    return new CheckpointOptions(configs, family, predictionType, parts, files, embeddings);
  }

  /** Returns these options with these textual-inversion files. */
  public CheckpointOptions withEmbeddings(List<Path> files) {
    return new CheckpointOptions(configs, family, predictionType, parts, loras, files);
  }
}
