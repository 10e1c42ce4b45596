package dev.gen.model;

import dev.gen.checkpoint.CheckpointFamily;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.ModelPart;
import dev.gen.error.InvalidRequestException;
import dev.gen.graph.Precision;
import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The model that a job asks for: what its fields say, and the files that they name.
 *
 * @param job what is wanted
 * @param locator finds models by name
 */
public record WishedModel(Job job, ModelLocator locator) {

  /** Of the model that ships with the program. */
  public static final String BUILT_IN = "storybook";

  /** The fields that decide which model is opened. */
  public static final List<Field> FIELDS =
      List.of(
          Field.MODEL,
          Field.TOKENIZER,
          Field.CONFIGS,
          Field.FAMILY,
          Field.PREDICTION_TYPE,
          Field.UNET,
          Field.TEXT_ENCODER,
          Field.TEXT_ENCODER_2,
          Field.VAE,
          Field.PRECISION,
          Field.LORA,
          Field.EMBEDDING);

  /** The fields that name a file with a part of a model. */
  public static final Map<Field, ModelPart> PARTS =
      Map.of(
          Field.UNET, ModelPart.UNET,
          Field.TEXT_ENCODER, ModelPart.TEXT_ENCODER,
          Field.TEXT_ENCODER_2, ModelPart.TEXT_ENCODER_2,
          Field.VAE, ModelPart.VAE);

  /**
   * Returns the model as the job names it: a name stays a name on every machine. A UNet without a
   * model is the model.
   */
  public String name() {
    return job.text(Field.MODEL).or(() -> job.text(Field.UNET)).orElse(BUILT_IN);
  }

  /**
   * Returns where the model lies.
   *
   * @throws dev.gen.error.ModelFormatException if there is none of that name
   */
  public Path path() {
    return locator.find(name());
  }

  /**
   * Opens the model with what the job says of it.
   *
   * @throws dev.gen.error.ModelFormatException if a file is missing or malformed
   * @throws InvalidRequestException if the model takes no additions, or one is not found
   */
  public ModelSource open() {
    Precision precision =
        job.text(Field.PRECISION)
            .map(name -> Precision.valueOf(name.toUpperCase(Locale.ROOT)))
            .orElse(Precision.FP32);
    return ModelSources.open(path(), toOptions(), file(Field.TOKENIZER), locator, precision);
  }

  private CheckpointOptions toOptions() {
    return new CheckpointOptions(
        file(Field.CONFIGS),
        job.text(Field.FAMILY).map(name -> CheckpointFamily.valueOf(name.toUpperCase(Locale.ROOT))),
        job.text(Field.PREDICTION_TYPE),
        parts(),
        job.additions(Field.LORA).stream().map(this::use).toList(),
        job.additions(Field.EMBEDDING).stream().map(this::embeddingFile).toList());
  }

  private LoraUse use(Addition lora) {
    double text = lora.textEncoderScale().orElse(lora.scale());
    return new LoraUse(loraFile(lora), lora.scale(), text);
  }

  private Map<ModelPart, Path> parts() {
    Map<ModelPart, Path> parts = new EnumMap<>(ModelPart.class);
    PARTS.forEach((field, part) -> file(field).ifPresent(file -> parts.put(part, file)));
    return parts;
  }

  /** Returns the file of a field that names one; an autoencoder may be named as a LoRA is. */
  public Optional<Path> file(Field field) {
    return job.text(field)
        .map(
            name ->
                field == Field.VAE ? named(NamedFiles.autoencoders(locator), name) : Path.of(name));
  }

  /** Returns the file of an embedding, which is named by its path or as a LoRA is. */
  public Path embeddingFile(Addition embedding) {
    return named(NamedFiles.embeddings(locator), embedding.name());
  }

  /** Takes what is nowhere as a path, so that opening it says what lacks. */
  private static Path named(NamedFiles files, String name) {
    Path path = Path.of(name);
    return Files.exists(path) ? path : files.search(name).orElse(path);
  }

  /**
   * Returns the file of a LoRA, which is named by its path or as {@link NamedFiles} finds it.
   *
   * @throws InvalidRequestException if there is none
   */
  public Path loraFile(Addition lora) {
    return NamedFiles.loras(locator).find(lora.name());
  }
}
