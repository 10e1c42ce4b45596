package dev.gen.graph;

/** Multi-head attention with projections: diffusers' Attention. */
final class Attention {

  private Attention() {}

  /**
   * Attends from tokens to others, without biases on the way in.
   *
   * @param x the tokens that look
   * @param context the tokens that are looked at
   */
  static Tokens apply(Layers at, Tokens x, Tokens context, int heads) {
    Tokens query = at.linearWithoutBias("to_q", x, x.width());
    Tokens key = at.linearWithoutBias("to_k", context, x.width());
    Tokens value = at.linearWithoutBias("to_v", context, x.width());
    return at.linear("to_out.0", attended(at, query, key, value, heads), x.width());
  }

  /** Attends from tokens to themselves, with biases on the way in. */
  static Tokens applyBiased(Layers at, Tokens x, int heads) {
    Tokens query = at.linear("to_q", x, x.width());
    Tokens key = at.linear("to_k", x, x.width());
    Tokens value = at.linear("to_v", x, x.width());
    return at.linear("to_out.0", attended(at, query, key, value, heads), x.width());
  }

  private static Tokens attended(Layers at, Tokens query, Tokens key, Tokens value, int heads) {
    Value mixed = at.attention(query.bySample(at), key.bySample(at), value.bySample(at), heads);
    return query.with(at.reshape(mixed, -1, query.width()));
  }
}
