package dev.gen.graph;

import dev.gen.graph.layers.Attention;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.GroupNorm;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.PictureTokens;
import dev.gen.graph.layers.Prompt;
import dev.gen.graph.layers.Tokens;

/**
 * The transformer between a UNet's residual blocks: diffusers' Transformer2DModel.
 *
 * <p>Its projections are 1x1 convolutions in some models and linear layers in others, which are the
 * same thing on tokens.
 *
 * @param groups groups of its normalisation
 * @param prompt where the attention to the prompt gets its keys and values from
 */
record SpatialTransformer(int groups, Prompt prompt) {

  private static final double GROUP_EPSILON = 1e-6;
  private static final double LAYER_EPSILON = 1e-5;

  /** Applies the transformer of so many layers whose weights lie there. */
  Feature apply(Layers at, Feature x, int heads, int depth) {
    Feature normal = at.groupNorm("norm", x, new GroupNorm(groups, GROUP_EPSILON));
    PictureTokens pixels = PictureTokens.of(at, normal);
    Tokens h = at.linear("proj_in", pixels.tokens(), x.channels());
    for (int i = 0; i < depth; i++) {
      h = block(at.in("transformer_blocks." + i), h, heads);
    }
    Feature y = pixels.picture(at, at.linear("proj_out", h, x.channels()));
    return x.with(at.add(y.value(), x.value()));
  }

  /** Self-attention, attention to the prompt and a feed-forward, each around a carried x. */
  private Tokens block(Layers at, Tokens x, int heads) {
    Tokens self = at.layerNorm("norm1", x, LAYER_EPSILON);
    Tokens h = at.add(Attention.toSelf(at.in("attn1"), self, heads), x);
    Tokens cross = at.layerNorm("norm2", h, LAYER_EPSILON);
    h = at.add(Attention.toPrompt(at.in("attn2"), cross, prompt, heads), h);
    Tokens wide = at.layerNorm("norm3", h, LAYER_EPSILON);
    return at.add(feedForward(at.in("ff.net"), wide), h);
  }

  /** GEGLU (Shazeer 2020, arXiv 2002.05202), its two halves as two products. */
  private static Tokens feedForward(Layers at, Tokens x) {
    int inner = 4 * x.width();
    Tokens hidden = at.linearHalf("0.proj", x, inner, 0);
    Tokens gate = at.linearHalf("0.proj", x, inner, 1);
    Tokens gated = hidden.with(at.multiply(hidden.rows(), at.gelu(gate.rows())));
    return at.linear("2", gated, x.width());
  }
}
