package dev.gen.graph;

/**
 * A picture-like value {@code [n, channels, h, w]} inside a network.
 *
 * @param value the tensor
 * @param channels its number of channels, which the next layer's weights depend on
 */
record Feature(Value value, int channels) {

  /** Returns another value of as many channels. */
  Feature with(Value other) {
    return new Feature(other, channels);
  }
}
