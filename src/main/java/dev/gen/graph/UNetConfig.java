package dev.gen.graph;

import static java.util.Collections.nCopies;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.GroupNorm;
import dev.gen.graph.layers.Sinusoids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a UNet2DConditionModel looks like.
 *
 * @param inChannels channels of the sample: 4, or 9 for inpainting
 * @param outChannels channels of the prediction
 * @param levels the resolutions, outermost (largest pictures) first
 * @param layersPerBlock residual blocks a level on the way down; one more on the way up
 * @param norm how the residual blocks normalise
 * @param contextWidth size of a prompt token
 * @param sinusoids how the timestep is written
 * @param guidanceWidth size of the guidance embedding of distilled (LCM) models
 * @param addition the extra conditioning of SDXL
 */
record UNetConfig(
    int inChannels,
    int outChannels,
    List<Level> levels,
    int layersPerBlock,
    GroupNorm norm,
    int contextWidth,
    Sinusoids sinusoids,
    Optional<Integer> guidanceWidth,
    Optional<Addition> addition) {

  /**
   * One resolution of the network.
   *
   * @param channels its channels
   * @param heads heads of its attentions
   * @param depth transformer layers of each of its attentions
   * @param hasAttention whether its residual blocks are followed by attention
   */
  record Level(int channels, int heads, int depth, boolean hasAttention) {}

  /**
   * The extra conditioning of SDXL: a pooled prompt and six numbers about size and crop.
   *
   * @param timeWidth into how many numbers each of the six is written
   * @param width the numbers of all together
   */
  record Addition(int timeWidth, int width) {

    /** How many numbers {@code time_ids} has. */
    static final int TIME_IDS = 6;

    /** Returns the size of the pooled prompt. */
    int pooledWidth() {
      return width - TIME_IDS * timeWidth;
    }
  }

  /**
   * Reads a config.
   *
   * @throws ModelFormatException if a field is not what it should be, or asks for something that
   *     this project does not build
   */
  static UNetConfig from(NetworkConfig config) {
    refuseTheUnknown(config);
    return new UNetConfig(
        config.number("in_channels", 4),
        config.number("out_channels", 4),
        levels(config),
        config.number("layers_per_block", 2),
        new GroupNorm(config.number("norm_num_groups", 32), config.decimal("norm_eps", 1e-5)),
        config.requireNumber("cross_attention_dim"),
        new Sinusoids(config.flag("flip_sin_to_cos", true), config.decimal("freq_shift", 0)),
        config.number("time_cond_proj_dim"),
        addition(config));
  }

  /** Returns the size of the time embedding. */
  int timeWidth() {
    return 4 * levels.get(0).channels();
  }

  /** Returns the innermost level. */
  Level innermost() {
    return levels.get(levels.size() - 1);
  }

  private static List<Level> levels(NetworkConfig config) {
    List<Integer> channels = config.requireNumbers("block_out_channels");
    int count = channels.size();
    // Published configs give the number of heads under the name of their size.
    List<Integer> heads =
        config
            .numbers("num_attention_heads", count)
            .or(() -> config.numbers("attention_head_dim", count))
            .orElse(nCopies(count, 8));
    List<Integer> depths =
        config.numbers("transformer_layers_per_block", count).orElse(nCopies(count, 1));
    List<Boolean> attention = attention(config, count);
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      levels.add(new Level(channels.get(i), heads.get(i), depths.get(i), attention.get(i)));
    }
    return List.copyOf(levels);
  }

  private static List<Boolean> attention(NetworkConfig config, int count) {
    List<String> down = config.names("down_block_types");
    List<String> up = new ArrayList<>(config.names("up_block_types"));
    Collections.reverse(up);
    List<Boolean> attention = down.stream().map("CrossAttnDownBlock2D"::equals).toList();
    boolean known =
        down.stream().allMatch(type -> type.matches("(CrossAttn)?DownBlock2D"))
            && up.stream().allMatch(type -> type.matches("(CrossAttn)?UpBlock2D"))
            && attention.equals(up.stream().map("CrossAttnUpBlock2D"::equals).toList());
    if (!known || down.size() != count) {
      throw new ModelFormatException(
          "config of the %s: blocks %s and %s for %d levels cannot be built; use an ONNX export"
              .formatted(config.name(), down, config.names("up_block_types"), count));
    }
    return attention;
  }

  private static Optional<Addition> addition(NetworkConfig config) {
    if (config.word("addition_embed_type", "").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Addition(
            config.requireNumber("addition_time_embed_dim"),
            config.requireNumber("projection_class_embeddings_input_dim")));
  }

  private static void refuseTheUnknown(NetworkConfig config) {
    config.allow("act_fn", "silu", "swish");
    config.allow("addition_embed_type", "text_time");
    config.allow("attention_type", "default");
    config.allow("center_input_sample", false);
    config.allow("class_embed_type");
    config.allow("conv_in_kernel", 3);
    config.allow("conv_out_kernel", 3);
    config.allow("downsample_padding", 1);
    config.allow("dual_cross_attention", false);
    config.allow("encoder_hid_dim_type");
    config.allow("mid_block_scale_factor", 1);
    config.allow("mid_block_type", "UNetMidBlock2DCrossAttn");
    config.allow("num_class_embeds");
    config.allow("only_cross_attention", false);
    config.allow("resnet_out_scale_factor", 1);
    config.allow("resnet_skip_time_act", false);
    config.allow("resnet_time_scale_shift", "default");
    config.allow("reverse_transformer_layers_per_block");
    config.allow("time_embedding_act_fn");
    config.allow("time_embedding_dim");
    config.allow("time_embedding_type", "positional");
    config.allow("timestep_post_act");
  }
}
