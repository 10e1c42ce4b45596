package dev.gen.cli;

import dev.gen.checkpoint.CheckpointFamily;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.error.InvalidRequestException;
import dev.gen.model.ModelLocator;
import dev.gen.model.ModelSource;
import dev.gen.model.ModelSources;
import dev.gen.text.LoraRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What the user says about a checkpoint of safetensors, and what is added to it. */
final class CheckpointFlags {

  @Option(
      names = "--lora",
      paramLabel = "FILE[:SCALE]",
      description = "Add a LoRA to a checkpoint; may be given several times (default scale: 1).")
  private List<String> loras = List.of();

  @Option(
      names = "--embedding",
      paramLabel = "FILE",
      description = "Add a textual-inversion embedding; its name then stands for it in prompts.")
  private List<Path> embeddings = List.of();

  @Option(
      names = "--vae",
      paramLabel = "FILE",
      description = "Use another autoencoder with a checkpoint: a file or folder, TAESD included.")
  private Path vae;

  @Option(
      names = "--tokenizer",
      paramLabel = "FOLDER",
      description = "Where a checkpoint's vocabulary lies (default: that of any model found).")
  private Path tokenizer;

  @Option(
      names = "--configs",
      paramLabel = "FOLDER",
      description = "A model directory whose configs describe a checkpoint file.")
  private Path configs;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      description = "sd1, sd2 or sdxl, where a checkpoint's family is guessed wrong.")
  private String family;

  @Option(
      names = "--prediction-type",
      paramLabel = "NAME",
      description = "epsilon or v_prediction, where a checkpoint's is guessed wrong.")
  private String predictionType;

  /**
   * Opens a model with what these flags say of it.
   *
   * @param nameOrPath as {@code --model} takes it
   * @param fromPrompt LoRAs that the prompt asks for
   */
  ModelSource open(String nameOrPath, List<LoraRequest> fromPrompt) {
    ModelLocator locator = ModelOptions.locator();
    return ModelSources.open(
        locator.find(nameOrPath),
        toOptions(fromPrompt, locator),
        Optional.ofNullable(tokenizer),
        locator);
  }

  /** Returns the options; LoRAs of the prompt come after those of {@code --lora}. */
  private CheckpointOptions toOptions(List<LoraRequest> fromPrompt, ModelLocator locator) {
    List<LoraUse> uses = new ArrayList<>();
    loras.forEach(text -> uses.add(use(text, locator)));
    fromPrompt.forEach(
        lora -> uses.add(new LoraUse(loraFile(lora.name(), locator), lora.weight())));
    return new CheckpointOptions(
        Optional.ofNullable(configs),
        Optional.ofNullable(family).map(CheckpointFlags::familyNamed),
        Optional.ofNullable(predictionType).map(CheckpointFlags::checked),
        Optional.ofNullable(vae),
        uses,
        embeddings);
  }

  private static LoraUse use(String text, ModelLocator locator) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.substring(colon + 1).matches(".*[/\\\\].*")) {
      return new LoraUse(loraFile(text, locator), 1);
    }
    try {
      double scale = Double.parseDouble(text.substring(colon + 1));
      if (Double.isFinite(scale)) {
        return new LoraUse(loraFile(text.substring(0, colon), locator), scale);
      }
    } catch (NumberFormatException e) {
      // Told below, as an infinite scale is.
    }
    throw new InvalidRequestException(
        "--lora is \"" + text + "\", expected FILE or FILE:SCALE such as style.safetensors:0.8");
  }

  /** Returns a path, or a file of that name in the models folders or their {@code loras}. */
  private static Path loraFile(String name, ModelLocator locator) {
    return Stream.concat(
            Stream.of(Path.of(name)),
            locator.folders().stream()
                .flatMap(
                    folder ->
                        Stream.of(
                            folder.resolve("loras").resolve(name + ".safetensors"),
                            folder.resolve(name + ".safetensors"))))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "no LoRA \"%s\": it is no file, and there is no loras/%s.safetensors in any of %s"
                        .formatted(name, name, locator.folders())));
  }

  private static CheckpointFamily familyNamed(String name) {
    return Arrays.stream(CheckpointFamily.values())
        .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "--family is \"" + name + "\", expected sd1, sd2 or sdxl"));
  }

  private static String checked(String predictionType) {
    if (!List.of("epsilon", "v_prediction", "sample").contains(predictionType)) {
      throw new InvalidRequestException(
          "--prediction-type is \"" + predictionType + "\", expected epsilon or v_prediction");
    }
    return predictionType;
  }
}
