package dev.gen.graph;

import static java.util.Collections.nCopies;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.GroupNorm;
import dev.gen.graph.layers.Sinusoids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a UNet2DConditionModel looks like.
 *
 * @param inChannels channels of the sample: 4, or 9 for inpainting
 * @param outChannels channels of the prediction
 * @param levels the resolutions, outermost (largest pictures) first
 * @param middle transformer layers in the middle: 0 is a residual block alone, empty no block
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
    Optional<Integer> middle,
    GroupNorm norm,
    int contextWidth,
    Sinusoids sinusoids,
    Optional<Integer> guidanceWidth,
    Optional<Addition> addition) {

  private static final String MIDDLE = "mid_block_type";
  private static final String ATTENTION = "CrossAttn";

  /**
   * One resolution of the network.
   *
   * @param channels its channels
   * @param heads heads of its attentions
   * @param down transformer layers after each residual block on the way down; 0 is no attention
   * @param up the same on the way up, for one block more
   */
  record Level(int channels, int heads, List<Integer> down, List<Integer> up) {}

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
        middle(config),
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
    int layers = config.number("layers_per_block", 2);
    List<List<Integer>> down =
        config
            .layers("transformer_layers_per_block", count, layers)
            .orElse(nCopies(count, nCopies(layers, 1)));
    List<String> downTypes = config.names("down_block_types");
    List<String> upTypes = config.names("up_block_types");
    requireKnown(config, count, downTypes, upTypes);
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean attention = downTypes.get(i).startsWith(ATTENTION);
      List<Integer> depths = attention ? down.get(i) : nCopies(layers, 0);
      levels.add(new Level(channels.get(i), heads.get(i), depths, List.of()));
    }
    return withUpward(config, levels, upTypes, down, layers);
  }

  /** Adds the way up, whose depths are those of the way down where nothing is said of them. */
  private static List<Level> withUpward(
      NetworkConfig config,
      List<Level> levels,
      List<String> types,
      List<List<Integer>> down,
      int layers) {
    int count = levels.size();
    Optional<List<List<Integer>>> stated =
        config.layers("reverse_transformer_layers_per_block", count, layers + 1);
    List<Level> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int inward = count - 1 - i;
      List<Integer> same = nCopies(layers + 1, down.get(i).get(0));
      List<Integer> depths = stated.map(list -> list.get(inward)).orElse(same);
      boolean attention = types.get(inward).startsWith(ATTENTION);
      Level level = levels.get(i);
      all.add(
          new Level(
              level.channels(),
              level.heads(),
              level.down(),
              attention ? depths : nCopies(layers + 1, 0)));
    }
    return List.copyOf(all);
  }

  private static void requireKnown(
      NetworkConfig config, int count, List<String> down, List<String> up) {
    boolean known =
        down.stream().allMatch(type -> type.matches("(CrossAttn)?DownBlock2D"))
            && up.stream().allMatch(type -> type.matches("(CrossAttn)?UpBlock2D"));
    if (!known || down.size() != count || up.size() != count) {
      throw new ModelFormatException(
          "config of the %s: blocks %s and %s for %d levels cannot be built; use an ONNX export"
              .formatted(config.name(), down, up, count));
    }
  }

  /** Null is no block at all, in distilled models; a field that is not there is the usual one. */
  private static Optional<Integer> middle(NetworkConfig config) {
    boolean none = config.fields().containsKey(MIDDLE) && config.fields().get(MIDDLE) == null;
    if (none) {
      return Optional.empty();
    }
    if (config.word(MIDDLE, "").equals("UNetMidBlock2D")) {
      return Optional.of(0);
    }
    int count = config.requireNumbers("block_out_channels").size();
    int layers = config.number("layers_per_block", 2);
    List<List<Integer>> down =
        config
            .layers("transformer_layers_per_block", count, layers)
            .orElse(nCopies(count, nCopies(layers, 1)));
    return Optional.of(config.number("mid_block_transformer_layers", down.get(count - 1).get(0)));
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
    config.allow(MIDDLE, "UNetMidBlock2DCrossAttn", "UNetMidBlock2D");
    config.allow("num_class_embeds");
    config.allow("only_cross_attention", false);
    config.allow("resnet_out_scale_factor", 1);
    config.allow("resnet_skip_time_act", false);
    config.allow("resnet_time_scale_shift", "default");
    config.allow("time_embedding_act_fn");
    config.allow("time_embedding_dim");
    config.allow("time_embedding_type", "positional");
    config.allow("timestep_post_act");
  }
}
