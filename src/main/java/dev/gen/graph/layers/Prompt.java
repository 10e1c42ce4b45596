package dev.gen.graph.layers;

import dev.gen.graph.nodes.Value;

/** Where a UNet's attention to the prompt gets its keys and values from. */
public interface Prompt {

  /**
   * What an attention looks at.
   *
   * @param keys {@code [n, tokens, width]}
   * @param values {@code [n, tokens, width]}
   */
  record KeysAndValues(Value keys, Value values) {}

  /** Returns the keys and values of the attention whose weights lie there. */
  KeysAndValues at(Layers attention, int width);

  /** Computes them from the prompt's states, in every step. */
  static Prompt of(Tokens states) {
    return (attention, width) -> Attention.keysAndValues(attention, states, width);
  }
}
