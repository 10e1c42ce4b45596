package dev.gen.graph;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.Ops;
import dev.gen.graph.layers.Tokens;
import java.util.Optional;

/**
 * What a CLIP text encoder looks like.
 *
 * @param vocabulary number of tokens; the last is the end of a prompt
 * @param positions longest prompt in tokens: 77
 * @param width size of a token
 * @param innerWidth size inside the feed-forward
 * @param layers transformer layers
 * @param heads heads of an attention
 * @param activation of the feed-forward
 * @param endToken the token whose state stands for the whole prompt
 * @param projection size of the projected prompt, where the model has a projection
 */
record ClipTextConfig(
    int vocabulary,
    int positions,
    int width,
    int innerWidth,
    int layers,
    int heads,
    Activation activation,
    int endToken,
    Optional<Integer> projection) {

  /** The activations that CLIP text encoders use. */
  enum Activation {
    QUICK_GELU,
    GELU;

    /** Applies the activation. */
    Tokens apply(Ops ops, Tokens x) {
      return x.with(this == GELU ? ops.gelu(x.rows()) : ops.quickGelu(x.rows()));
    }
  }

  /** A start, a word and an end. */
  private static final int FEWEST_POSITIONS = 3;

  /** What older configs call the end token, though no vocabulary has it there. */
  private static final int LEGACY_END = 2;

  /**
   * Reads a config.
   *
   * @throws ModelFormatException if a field is not what it should be, or asks for something that
   *     this project does not build
   */
  static ClipTextConfig from(NetworkConfig config) {
    config.allow("hidden_act", "quick_gelu", "gelu");
    config.allow("layer_norm_eps", 1e-5);
    int vocabulary = config.requireNumber("vocab_size");
    int positions = config.number("max_position_embeddings", 77);
    if (positions < FEWEST_POSITIONS) {
      throw config.wrong("max_position_embeddings", "3 or more");
    }
    int end = config.number("eos_token_id", LEGACY_END);
    return new ClipTextConfig(
        vocabulary,
        positions,
        config.requireNumber("hidden_size"),
        config.requireNumber("intermediate_size"),
        config.requireNumber("num_hidden_layers"),
        config.requireNumber("num_attention_heads"),
        config.word("hidden_act", "quick_gelu").equals("gelu")
            ? Activation.GELU
            : Activation.QUICK_GELU,
        end == LEGACY_END ? vocabulary - 1 : end,
        projection(config));
  }

  private static Optional<Integer> projection(NetworkConfig config) {
    boolean projects = config.word("architectures", "").contains("CLIPTextModelWithProjection");
    return projects ? config.number("projection_dim") : Optional.empty();
  }
}
