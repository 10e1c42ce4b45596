package dev.gen.graph;

import dev.gen.graph.ClipTextConfig.Activation;

/**
 * What the part of CLIP that sees looks like; what a config leaves out is as in ViT-B/32.
 *
 * @param side of the picture in pixels
 * @param patch pixels along a side of a patch
 * @param width size of a token
 * @param innerWidth size inside the feed-forward
 * @param layers transformer layers
 * @param heads heads of an attention
 * @param activation of the feed-forward
 * @param projection size of what a picture becomes
 */
record ClipVisionConfig(
    int side,
    int patch,
    int width,
    int innerWidth,
    int layers,
    int heads,
    Activation activation,
    int projection) {

  /**
   * Reads a config.
   *
   * @throws dev.gen.error.ModelFormatException if a field is not what it should be, or asks for
   *     something that this project does not build
   */
  static ClipVisionConfig from(NetworkConfig config) {
    config.allow("hidden_act", "quick_gelu", "gelu");
    config.allow("layer_norm_eps", 1e-5);
    config.allow("num_channels", 3);
    int side = config.number("image_size", 224);
    int patch = config.number("patch_size", 32);
    if (patch > side) {
      throw config.wrong("patch_size", "at most " + side);
    }
    return new ClipVisionConfig(
        side,
        patch,
        config.number("hidden_size", 768),
        config.number("intermediate_size", 3072),
        config.number("num_hidden_layers", 12),
        config.number("num_attention_heads", 12),
        config.word("hidden_act", "quick_gelu").equals("gelu")
            ? Activation.GELU
            : Activation.QUICK_GELU,
        config.number("projection_dim", 512));
  }

  /** Returns how many tokens a picture becomes: one for all of it and one for each patch. */
  int tokens() {
    return 1 + side / patch * (side / patch);
  }
}
