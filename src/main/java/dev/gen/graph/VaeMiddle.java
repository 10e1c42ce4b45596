package dev.gen.graph;

import dev.gen.graph.layers.Attention;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.PictureTokens;
import dev.gen.graph.layers.Tokens;

/** The innermost part of both halves of a VAE: diffusers' UNetMidBlock2D. */
final class VaeMiddle {

  private VaeMiddle() {}

  /** Applies the residual blocks and the attention whose weights lie there. */
  static Feature apply(Layers at, Feature x, VaeConfig config) {
    Feature h = config.residual().apply(at.in("resnets.0"), x, x.channels());
    if (config.hasMiddleAttention()) {
      h = attention(at.in("attentions.0"), h, config);
    }
    return config.residual().apply(at.in("resnets.1"), h, x.channels());
  }

  private static Feature attention(Layers at, Feature x, VaeConfig config) {
    PictureTokens pixels = PictureTokens.of(at, at.groupNorm("group_norm", x, config.norm()));
    Tokens attended = Attention.toSelfBiased(at, pixels.tokens(), 1);
    return x.with(at.add(pixels.picture(at, attended).value(), x.value()));
  }
}
