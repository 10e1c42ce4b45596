package dev.gen.graph.layers;

import dev.gen.graph.nodes.Value;

/**
 * A picture-like value {@code [n, channels, h, w]} inside a network.
 *
 * @param value the tensor
 * @param channels its number of channels, which the next layer's weights depend on
 */
public record Feature(Value value, int channels) {

  /** Returns another value of as many channels. */
  public Feature with(Value other) {
    return new Feature(other, channels);
  }
}
