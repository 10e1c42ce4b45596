package dev.gen.model;

import dev.gen.graph.UNetCut;
import dev.gen.onnx.OnnxModel;
import dev.gen.text.Tokenizer;
import java.util.List;
import java.util.Optional;

/**
 * Where a model's parts come from: an exported directory, or a checkpoint whose graphs are built.
 *
 * <p>A component is named as in the directory layout of diffusers: {@code text_encoder}, {@code
 * unet}, {@code vae_decoder}, {@code scheduler}, ... Nothing native is opened here.
 */
public interface ModelSource {

  /** Returns how messages call the model, usually its path. */
  String name();

  /** Returns {@code model_index.json}, empty where there is none. */
  ConfigFile index();

  /** Returns a component's config, empty where it has none. */
  ConfigFile config(String component);

  /** Returns the words that the model knows by kind, empty where its maker lists none. */
  ConfigFile world();

  /** Returns whether the model has a network of this name. */
  boolean hasNetwork(String component);

  /**
   * Returns the denoising network, not yet opened.
   *
   * @throws dev.gen.error.ModelFormatException if it is missing or not readable
   */
  DenoiserModel denoiser();

  /**
   * Returns the denoising network cut into several graphs, not yet opened; empty if it is not ours
   * to cut.
   *
   * @throws dev.gen.error.ModelFormatException if it is missing or not readable
   */
  default Optional<DenoiserModel> denoiser(UNetCut cut) {
    return Optional.empty();
  }

  /**
   * Returns another network of the model, not yet opened.
   *
   * @throws dev.gen.error.ModelFormatException if it is missing or not readable
   */
  OnnxModel network(String component);

  /**
   * Returns a text encoder that gives an earlier layer after the final norm.
   *
   * @param skipped how many of its last layers that output leaves out, at least 1
   * @throws dev.gen.error.ModelFormatException if the network has no such layer
   */
  EarlierLayer textEncoderSkipping(String component, int skipped);

  /**
   * A text encoder with an output of an earlier layer.
   *
   * @param network not yet opened
   * @param output the name of that output, {@code [n, tokens, dim]}
   */
  record EarlierLayer(OnnxModel network, String output) {}

  /** Returns the name of the text encoder that a tokenizer is for. */
  static String textEncoderOf(String tokenizer) {
    return tokenizer.replace("tokenizer", "text_encoder");
  }

  /**
   * Opens a tokenizer; the caller closes it.
   *
   * @throws dev.gen.error.ModelFormatException if its files are missing or not readable
   */
  Tokenizer openTokenizer(String component);

  /**
   * Returns the weights of each part that the model has, in the order in which a run needs them.
   */
  List<StoredNetwork> storedNetworks();

  /** Returns what was guessed of the model and from what, one sentence each. */
  List<String> guesses();

  /** Returns what the user should know before the model draws, one sentence each. */
  default List<String> warnings() {
    return List.of();
  }

  /**
   * Returns the number that a latent's width and height must be multiples of.
   *
   * <p>A network that halves its input k times in an exported graph wants 2^k; a graph that we
   * build ourselves takes any size.
   */
  int latentMultiple();
}
