package dev.gen.checkpoint;

import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.OpenClipKeys;
import dev.gen.checkpoint.safetensors.Pickles;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model as safetensors: what it is, the configs of its parts and where their weights lie.
 *
 * <p>The door of this room: a single file of any dialect and a diffusers folder look the same from
 * here on. Immutable; holds no open file and reads no weights.
 *
 * @param path the file or folder
 * @param family the family, known or guessed
 * @param configs as in {@link CheckpointFamily#configs()}, with what the file itself says put over
 *     them
 * @param weights the weights of each part that the checkpoint has
 * @param additions what LoRA files and embeddings add to them
 * @param guesses what was guessed and from what, for the user to overrule
 */
public record Checkpoint(
    Path path,
    CheckpointFamily family,
    Map<String, Map<String, Object>> configs,
    Map<ModelPart, Weights> weights,
    Additions additions,
    List<Guess> guesses) {

  /** Copies the maps and lists. */
  public Checkpoint {
    configs = Map.copyOf(configs);
    weights = Map.copyOf(weights);
    guesses = List.copyOf(guesses);
  }

  /**
   * Opens a checkpoint and the files that the options add to it.
   *
   * @throws ModelFormatException if a file is malformed, a pickle, or of a family that is unknown;
   *     or an embedding is for another model
   */
  public static Checkpoint open(Path fileOrFolder, CheckpointOptions options) {
    Optional<UNetTable> unet =
        Optional.ofNullable(options.parts().get(ModelPart.UNET)).map(Checkpoint::unet);
    Checkpoint model =
        Files.isDirectory(fileOrFolder)
            ? DiffusersFolder.open(fileOrFolder, unet, options)
            : SingleFile.open(fileOrFolder, unet, options);
    return model.withParts(options.parts()).withAdditions(options);
  }

  private static UNetTable unet(Path fileOrFolder) {
    return UNetTable.open(fileOrFolder)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    fileOrFolder + ": there is no UNet in it; give another file as unet"));
  }

  /** Tells whether the checkpoint has that part. */
  public boolean has(ModelPart part) {
    return weights.containsKey(part);
  }

  /**
   * Returns the weights of a part as they are stored.
   *
   * @throws ModelFormatException if the checkpoint does not have it
   */
  public Weights weights(ModelPart part) {
    return Optional.ofNullable(weights.get(part))
        .orElseThrow(() -> new ModelFormatException(missing(part)));
  }

  private String missing(ModelPart part) {
    Optional<Path> pickle = Pickles.in(path.resolve(part.folder()));
    if (pickle.isPresent()) {
      return pickle.get() + ": " + Pickles.NATURE;
    }
    List<ModelPart> needed = family.parts();
    List<ModelPart> lacking =
        Stream.concat(
                Stream.of(part), needed.stream().filter(other -> other != part && !has(other)))
            .toList();
    boolean alone = lacking.size() == needed.size() - 1;
    String lack = alone ? "this is a UNet alone, without %s" : "there is no %s in it";
    return "%s: %s; give %s as %s, or use a whole model"
        .formatted(
            path,
            lack.formatted(joined(lacking, ModelPart::displayName, alone ? " and " : " and no ")),
            lacking.size() == 1 ? "its file" : "files of its family",
            joined(lacking, ModelPart::folder, " and "));
  }

  private static String joined(
      List<ModelPart> parts, Function<ModelPart, String> name, String between) {
    return parts.stream().map(name).collect(Collectors.joining(between));
  }

  /**
   * Returns the weights of a part, with what the LoRA files do to them.
   *
   * @param shapes the names and shapes of all weights that the part's network has
   * @param scratch the folder where changed weights may lie while a network opens
   * @throws ModelFormatException if the checkpoint does not have the part
   */
  public Weights weights(ModelPart part, Map<String, Shape> shapes, Path scratch) {
    return weights(part).with(additions.updates(part, shapes, original(part)), scratch);
  }

  /**
   * Says what of the LoRA files and of the embeddings in them is left out, one sentence each.
   *
   * @param shapes the names and shapes of all weights of each part
   * @throws ModelFormatException if a LoRA file was made for models of another family
   */
  public List<String> leftOut(Map<ModelPart, Map<String, Shape>> shapes) {
    return additions.check(this, shapes);
  }

  /** Returns how the original repositories name the weights of a part. */
  KeyRule original(ModelPart part) {
    return switch (part) {
      case UNET -> SingleFile.unetRule(config(part));
      case TEXT_ENCODER, TEXT_ENCODER_2 -> new OpenClipKeys();
      case VAE -> KeyRule.SAME_NAMES;
    };
  }

  /** Returns the tokens that are added to the text encoders, in the order of their numbers. */
  public List<TextualInversion> embeddings() {
    return Stream.of(additions.embeddings(), additions.bundled()).flatMap(List::stream).toList();
  }

  /** Tells whether the user asked for the token of that name, rather than for a LoRA with it. */
  public boolean isAskedFor(String name) {
    return additions.embeddings().stream().anyMatch(token -> token.name().equals(name));
  }

  /**
   * Returns the tokens that embeddings add to a text encoder, {@code [count, width]} each, in
   * order.
   */
  public List<StoredTensor> extraTokens(ModelPart part) {
    return embeddings().stream()
        .map(embedding -> Optional.ofNullable(embedding.vectors().get(part)))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Returns the config of a part.
   *
   * @throws ModelFormatException if there is none
   */
  public Map<String, Object> config(ModelPart part) {
    return Optional.ofNullable(configs.get(part.folder()))
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "%s: there is no config of the %s; give a folder of configs"
                        .formatted(path, part.folder())));
  }

  private Checkpoint withParts(Map<ModelPart, Path> files) {
    Map<String, Map<String, Object>> allConfigs = configs;
    Map<ModelPart, Weights> all = new EnumMap<>(ModelPart.class);
    all.putAll(weights);
    for (Map.Entry<ModelPart, Path> file : files.entrySet()) {
      ModelPart part = file.getKey();
      switch (part) {
        case UNET -> {
          // It decided what the model is and is in its place already.
        }
        case VAE -> {
          VaeFile vae = VaeFile.open(file.getValue(), config(part));
          allConfigs = Configs.with(allConfigs, part.folder(), vae.config());
          all.put(part, vae.weights());
        }
        case TEXT_ENCODER, TEXT_ENCODER_2 ->
            all.put(part, TextEncoderFile.open(file.getValue(), part, config(part)));
      }
    }
    return new Checkpoint(path, family, allConfigs, all, additions, guesses);
  }

  private Checkpoint withAdditions(CheckpointOptions options) {
    return new Checkpoint(path, family, configs, weights, Additions.open(this, options), guesses);
  }
}
