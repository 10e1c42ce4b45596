package dev.gen.checkpoint.keys;

import static dev.gen.checkpoint.keys.Renaming.number;

import java.util.List;
import java.util.regex.MatchResult;

/**
 * The VAE's names in the original repositories: levels are counted from the largest pictures in
 * both halves, where diffusers counts the decoder's from the smallest.
 */
public final class LdmVaeKeys implements KeyRule {

  private static final Renaming ATTENTION =
      new Renaming()
          .rule("group_norm\\.(.*)", "norm.$1")
          .rule("to_([qkv])\\.(.*)", "$1.$2")
          .rule("to_out\\.0\\.(.*)", "proj_out.$1");

  private final int levels;
  private final Renaming renaming = new Renaming();

  /** Makes the rule for autoencoders with so many levels. */
  public LdmVaeKeys(int levels) {
    this.levels = levels;
    renaming
        .rule("(\\w+)\\.down_blocks\\.(\\d+)\\.resnets\\.(\\d+)\\.(.*)", LdmVaeKeys::downLayer)
        .rule("(\\w+)\\.down_blocks\\.(\\d+)\\.downsamplers\\.0\\.(.*)", "$1.down.$2.downsample.$3")
        .rule("(\\w+)\\.mid_block\\.resnets\\.(\\d+)\\.(.*)", LdmVaeKeys::middleLayer)
        .rule("(\\w+)\\.mid_block\\.attentions\\.0\\.(.*)", LdmVaeKeys::middleAttention)
        .rule("(\\w+)\\.up_blocks\\.(\\d+)\\.resnets\\.(\\d+)\\.(.*)", this::upLayer)
        .rule("(\\w+)\\.up_blocks\\.(\\d+)\\.upsamplers\\.0\\.(.*)", this::upsampler)
        .rule("(\\w+)\\.conv_norm_out\\.(.*)", "$1.norm_out.$2");
  }

  @Override
  public List<Source> sources(String name) {
    return List.of(Source.of(renaming.apply(name)));
  }

  private static String downLayer(MatchResult match) {
    return "%s.down.%s.block.%s.%s"
        .formatted(match.group(1), match.group(2), match.group(3), layer(match.group(4)));
  }

  private static String middleLayer(MatchResult match) {
    return "%s.mid.block_%d.%s".formatted(match.group(1), number(match, 2) + 1, match.group(3));
  }

  private static String middleAttention(MatchResult match) {
    return "%s.mid.attn_1.%s".formatted(match.group(1), ATTENTION.apply(match.group(2)));
  }

  private String upLayer(MatchResult match) {
    return "%s.up.%d.block.%s.%s"
        .formatted(match.group(1), level(match), match.group(3), layer(match.group(4)));
  }

  private String upsampler(MatchResult match) {
    return "%s.up.%d.upsample.%s".formatted(match.group(1), level(match), match.group(3));
  }

  private int level(MatchResult match) {
    return levels - 1 - number(match, 2);
  }

  private static String layer(String name) {
    return name.replaceFirst("^conv_shortcut", "nin_shortcut");
  }
}
