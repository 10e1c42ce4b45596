package dev.gen.graph.layers;

import dev.gen.graph.layers.Prompt.KeysAndValues;
import dev.gen.graph.nodes.Value;

/** Multi-head attention with projections: diffusers' Attention. */
public final class Attention {

  private Attention() {}

  /** Attends from tokens to themselves, without biases on the way in. */
  public static Tokens toSelf(Layers at, Tokens x, int heads) {
    return to(at, x, keysAndValues(at, x, x.width()), heads);
  }

  /** Attends from tokens to the prompt, without biases on the way in. */
  public static Tokens toPrompt(Layers at, Tokens x, Prompt prompt, int heads) {
    return to(at, x, prompt.at(at, x.width()), heads);
  }

  /** Computes what an attention of that width looks at. */
  public static KeysAndValues keysAndValues(Layers at, Tokens x, int width) {
    return new KeysAndValues(
        at.linearWithoutBias("to_k", x, width).bySample(at),
        at.linearWithoutBias("to_v", x, width).bySample(at));
  }

  /** Attends from tokens to themselves, with biases on the way in. */
  public static Tokens toSelfBiased(Layers at, Tokens x, int heads) {
    KeysAndValues others =
        new KeysAndValues(
            at.linear("to_k", x, x.width()).bySample(at),
            at.linear("to_v", x, x.width()).bySample(at));
    return attended(at, at.linear("to_q", x, x.width()), others, heads);
  }

  private static Tokens to(Layers at, Tokens x, KeysAndValues others, int heads) {
    return attended(at, at.linearWithoutBias("to_q", x, x.width()), others, heads);
  }

  private static Tokens attended(Layers at, Tokens query, KeysAndValues others, int heads) {
    Value mixed = at.attention(query.bySample(at), others.keys(), others.values(), heads);
    Tokens rows = query.with(at.reshape(mixed, -1, query.width()));
    return at.linear("to_out.0", rows, query.width());
  }
}
