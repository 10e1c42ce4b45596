package dev.gen.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a UNet looks like, counted from the names and shapes of its weights.
 *
 * <p>Distilled models (SSD-1B, Segmind Vega, BK-SDM, KOALA and their kin) leave out layers of the
 * published ones; what is left shows in the file.
 *
 * @param channels of each level, outermost first
 * @param down transformer layers after each residual block on the way down, by level; 0 is none
 * @param middle transformer layers in the middle; 0 is a residual block alone, empty no block
 * @param up as {@code down}, on the way up: innermost level first
 */
record UNetStructure(
    List<Integer> channels,
    List<List<Integer>> down,
    Optional<Integer> middle,
    List<List<Integer>> up) {

  private static final int HEAD_WIDTH = 64;
  private static final int MOST_LAYERS = 16;

  /**
   * Counts the blocks of a network.
   *
   * @param layers residual blocks a level on the way down, where the names do not tell; one more on
   *     the way up
   * @return nothing if they do not make a whole: then weights are missing, which the config of the
   *     published model can tell better
   */
  static Optional<UNetStructure> of(Weights unet, OptionalInt layers) {
    NavigableSet<String> keys = unet.keys();
    List<List<Integer>> down = blocks(unet, keys, "down_blocks.", layers.orElse(MOST_LAYERS));
    List<List<Integer>> up = blocks(unet, keys, "up_blocks.", layers.orElse(MOST_LAYERS) + 1);
    List<Integer> channels = new ArrayList<>();
    for (int i = 0; i < down.size(); i++) {
      unet.find("down_blocks." + i + ".resnets.0.conv1.weight")
          .ifPresent(weight -> channels.add(weight.shape().size(0)));
    }
    UNetStructure found = new UNetStructure(channels, down, middle(unet, keys), up);
    return found.isWhole() ? Optional.of(found) : Optional.empty();
  }

  private static List<List<Integer>> blocks(
      Weights unet, NavigableSet<String> keys, String direction, int layers) {
    List<List<Integer>> blocks = new ArrayList<>();
    while (has(unet, keys, direction + blocks.size() + ".resnets.0.")) {
      String block = direction + blocks.size() + ".";
      List<Integer> depths = new ArrayList<>();
      while (depths.size() < layers && has(unet, keys, block + "resnets." + depths.size() + ".")) {
        depths.add(depth(unet, keys, block + "attentions." + depths.size() + "."));
      }
      blocks.add(depths);
    }
    return blocks;
  }

  private static Optional<Integer> middle(Weights unet, NavigableSet<String> keys) {
    return has(unet, keys, "mid_block.resnets.0.")
        ? Optional.of(depth(unet, keys, "mid_block.attentions.0."))
        : Optional.empty();
  }

  private static int depth(Weights unet, NavigableSet<String> keys, String attention) {
    int depth = 0;
    while (has(unet, keys, attention + "transformer_blocks." + depth + ".")) {
      depth++;
    }
    return depth;
  }

  /** Tells whether any key belongs to a module of that name in diffusers. */
  private static boolean has(Weights unet, NavigableSet<String> keys, String module) {
    String prefix = unet.keyOf(module);
    String first = keys.ceiling(prefix);
    return first != null && first.startsWith(prefix);
  }

  private boolean isWhole() {
    int layers = down.isEmpty() ? 0 : down.get(0).size();
    return layers > 0
        && channels.size() == down.size()
        && up.size() == down.size()
        && down.stream().allMatch(level -> level.size() == layers)
        && up.stream().allMatch(level -> level.size() == layers + 1);
  }

  /**
   * Puts what was counted over a config.
   *
   * @param config of the published model, or that of the model's own folder
   * @param headsByWidth whether heads are 64 wide and not 8 a level, as in all families but the
   *     first; the weights do not tell
   */
  Map<String, Object> over(Map<String, Object> config, boolean headsByWidth) {
    Map<String, Object> all = new LinkedHashMap<>(config);
    boolean otherLevels = !channels.equals(config.get("block_out_channels"));
    if (otherLevels && headsByWidth) {
      all.remove("num_attention_heads");
      all.put(
          "attention_head_dim", channels.stream().map(c -> Math.max(1, c / HEAD_WIDTH)).toList());
    }
    all.put("block_out_channels", channels);
    all.put("layers_per_block", down.get(0).size());
    all.put("transformer_layers_per_block", down);
    all.put("reverse_transformer_layers_per_block", up);
    all.put("mid_block_type", middle.map(UNetStructure::middleType).orElse(null));
    all.put("mid_block_transformer_layers", middle.orElse(0));
    all.put("down_block_types", types(down, "CrossAttnDownBlock2D", "DownBlock2D"));
    all.put("up_block_types", types(up, "CrossAttnUpBlock2D", "UpBlock2D"));
    return Collections.unmodifiableMap(all);
  }

  private static String middleType(int depth) {
    return depth == 0 ? "UNetMidBlock2D" : "UNetMidBlock2DCrossAttn";
  }

  private static List<String> types(List<List<Integer>> levels, String attention, String plain) {
    return levels.stream()
        .map(level -> level.stream().anyMatch(depth -> depth > 0) ? attention : plain)
        .toList();
  }
}
