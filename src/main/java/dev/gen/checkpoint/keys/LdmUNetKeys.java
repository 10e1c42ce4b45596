package dev.gen.checkpoint.keys;

import static dev.gen.checkpoint.keys.Renaming.number;

import java.util.List;
import java.util.regex.MatchResult;

/**
 * The UNet's names in the original repositories (CompVis/latent-diffusion,
 * Stability-AI/generative-models): one flat list of blocks a direction.
 *
 * <p>On the way down, block 0 is the first convolution and every level has its layers and then a
 * downsampler; on the way up, every level has one layer more, the last of which also upsamples.
 */
public final class LdmUNetKeys implements KeyRule {

  private static final Renaming LAYER =
      new Renaming()
          .rule("norm1(.*)", "in_layers.0$1")
          .rule("conv1(.*)", "in_layers.2$1")
          .rule("time_emb_proj(.*)", "emb_layers.1$1")
          .rule("norm2(.*)", "out_layers.0$1")
          .rule("conv2(.*)", "out_layers.3$1")
          .rule("conv_shortcut(.*)", "skip_connection$1");

  private final int down;
  private final Renaming renaming = new Renaming();

  /** Makes the rule for networks with so many layers per block. */
  public LdmUNetKeys(int layersPerBlock) {
    this.down = layersPerBlock + 1;
    renaming
        .rule("conv_in\\.(.*)", "input_blocks.0.0.$1")
        .rule("time_embedding\\.linear_1\\.(.*)", "time_embed.0.$1")
        .rule("time_embedding\\.linear_2\\.(.*)", "time_embed.2.$1")
        .rule("time_embedding\\.cond_proj\\.(.*)", "time_embed.cond_proj.$1")
        .rule("add_embedding\\.linear_1\\.(.*)", "label_emb.0.0.$1")
        .rule("add_embedding\\.linear_2\\.(.*)", "label_emb.0.2.$1")
        .rule("down_blocks\\.(\\d+)\\.resnets\\.(\\d+)\\.(.*)", this::downLayer)
        .rule("down_blocks\\.(\\d+)\\.attentions\\.(\\d+)\\.(.*)", this::downAttention)
        .rule("down_blocks\\.(\\d+)\\.downsamplers\\.0\\.conv\\.(.*)", this::downsampler)
        .rule("mid_block\\.resnets\\.(\\d+)\\.(.*)", LdmUNetKeys::middleLayer)
        .rule("mid_block\\.attentions\\.0\\.(.*)", "middle_block.1.$1")
        .rule("up_blocks\\.(\\d+)\\.resnets\\.(\\d+)\\.(.*)", this::upLayer)
        .rule("up_blocks\\.(\\d+)\\.attentions\\.(\\d+)\\.(.*)", this::upAttention)
        .rule("up_blocks\\.(\\d+)\\.upsamplers\\.0\\.(.*)", this::upsampler)
        .rule("conv_norm_out\\.(.*)", "out.0.$1")
        .rule("conv_out\\.(.*)", "out.2.$1");
  }

  @Override
  public List<Source> sources(String name) {
    String key = renaming.apply(name);
    // An upsampler comes third in its block, or second where the level has no attention.
    return name.contains(".upsamplers.")
        ? List.of(Source.of(key), Source.of(key.replaceFirst("\\.2\\.conv", ".1.conv")))
        : List.of(Source.of(key));
  }

  private String downLayer(MatchResult match) {
    return "input_blocks.%d.0.%s".formatted(below(match), LAYER.apply(match.group(3)));
  }

  private String downAttention(MatchResult match) {
    return "input_blocks.%d.1.%s".formatted(below(match), match.group(3));
  }

  private int below(MatchResult match) {
    return 1 + number(match, 1) * down + number(match, 2);
  }

  private String downsampler(MatchResult match) {
    return "input_blocks.%d.0.op.%s".formatted((number(match, 1) + 1) * down, match.group(2));
  }

  private static String middleLayer(MatchResult match) {
    return "middle_block.%d.%s".formatted(2 * number(match, 1), LAYER.apply(match.group(2)));
  }

  private String upLayer(MatchResult match) {
    return "output_blocks.%d.0.%s".formatted(above(match), LAYER.apply(match.group(3)));
  }

  private String upAttention(MatchResult match) {
    return "output_blocks.%d.1.%s".formatted(above(match), match.group(3));
  }

  private int above(MatchResult match) {
    return number(match, 1) * down + number(match, 2);
  }

  private String upsampler(MatchResult match) {
    return "output_blocks.%d.2.%s".formatted((number(match, 1) + 1) * down - 1, match.group(2));
  }
}
