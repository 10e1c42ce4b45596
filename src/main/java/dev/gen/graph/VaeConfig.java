package dev.gen.graph;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.GroupNorm;
import dev.gen.graph.layers.ResidualBlock;
import java.util.List;
import java.util.Optional;

/**
 * What an AutoencoderKL looks like.
 *
 * @param pictureChannels channels of a picture: 3
 * @param latentChannels channels of a latent: 4
 * @param channels of each resolution, largest pictures first
 * @param layersPerBlock residual blocks a resolution in the encoder; one more in the decoder
 * @param groups groups of the group normalisations
 * @param hasMiddleAttention whether the middle attends
 * @param hasQuant whether the encoder ends with a 1x1 convolution
 * @param hasPostQuant whether the decoder starts with a 1x1 convolution
 */
record VaeConfig(
    int pictureChannels,
    int latentChannels,
    List<Integer> channels,
    int layersPerBlock,
    int groups,
    boolean hasMiddleAttention,
    boolean hasQuant,
    boolean hasPostQuant) {

  private static final double EPSILON = 1e-6;

  /**
   * Reads a config.
   *
   * @throws ModelFormatException if a field is not what it should be, or asks for something that
   *     this project does not build
   */
  static VaeConfig from(NetworkConfig config) {
    config.allow("act_fn", "silu", "swish");
    config.names("down_block_types").forEach(type -> requireType(config, type, "DownEncoder"));
    config.names("up_block_types").forEach(type -> requireType(config, type, "UpDecoder"));
    return new VaeConfig(
        config.number("in_channels", 3),
        config.number("latent_channels", 4),
        config.requireNumbers("block_out_channels"),
        config.number("layers_per_block", 1),
        config.number("norm_num_groups", 32),
        config.flag("mid_block_add_attention", true),
        config.flag("use_quant_conv", true),
        config.flag("use_post_quant_conv", true));
  }

  /** Returns the residual block of this autoencoder. */
  ResidualBlock residual() {
    return new ResidualBlock(norm(), Optional.empty());
  }

  /** Returns how this autoencoder normalises. */
  GroupNorm norm() {
    return new GroupNorm(groups, EPSILON);
  }

  private static void requireType(NetworkConfig config, String type, String kind) {
    if (!type.equals(kind + "Block2D")) {
      throw new ModelFormatException(
          "config of the %s: a block %s cannot be built; use an ONNX export of this model"
              .formatted(config.name(), type));
    }
  }
}
