package dev.gen.graph;

import dev.gen.graph.ClipTextConfig.Activation;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.Tokens;
import dev.gen.graph.nodes.Value;

/**
 * The transformer that both towers of CLIP are made of: attention and a feed-forward, each around a
 * carried x, with normalisations before them.
 *
 * @param heads of an attention
 * @param innerWidth size inside the feed-forward
 * @param activation of the feed-forward
 * @param epsilon of the normalisations
 * @param sight what a token looks at
 */
record ClipLayers(int heads, int innerWidth, Activation activation, double epsilon, Sight sight) {

  /** What a token looks at. */
  enum Sight {
    /** Itself and those before it. */
    BACKWARDS,
    /** All. */
    ALL
  }

  /** Adds the layer at a place. */
  Tokens layer(Layers at, Tokens x) {
    Tokens h = at.add(attention(at.in("self_attn"), at.layerNorm("layer_norm1", x, epsilon)), x);
    Tokens wide = at.layerNorm("layer_norm2", h, epsilon);
    wide = activation.apply(at, at.linear("mlp.fc1", wide, innerWidth));
    return at.add(at.linear("mlp.fc2", wide, x.width()), h);
  }

  private Tokens attention(Layers at, Tokens x) {
    Value query = at.linear("q_proj", x, x.width()).bySample(at);
    Value key = at.linear("k_proj", x, x.width()).bySample(at);
    Value value = at.linear("v_proj", x, x.width()).bySample(at);
    Value mixed =
        sight == Sight.BACKWARDS
            ? at.causalAttention(query, key, value, heads)
            : at.attention(query, key, value, heads);
    return at.linear("out_proj", x.with(at.reshape(mixed, -1, x.width())), x.width());
  }
}
