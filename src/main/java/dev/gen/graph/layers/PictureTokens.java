package dev.gen.graph.layers;

import dev.gen.graph.nodes.Value;

/**
 * A picture's pixels as tokens, and the way back.
 *
 * @param tokens one token a pixel, row by row
 * @param sizes the list {@code [n, h, w, c]}
 */
public record PictureTokens(Tokens tokens, Value sizes) {

  /** Lines up the pixels of {@code [n, c, h, w]}. */
  public static PictureTokens of(Ops ops, Feature x) {
    Value channelsLast = ops.transpose(x.value(), 0, 2, 3, 1);
    Value rows = ops.reshape(channelsLast, -1, x.channels());
    Tokens tokens = new Tokens(rows, ops.sizes(x.value(), 0, 1), x.channels());
    return new PictureTokens(tokens, ops.sizes(channelsLast));
  }

  /** Makes a picture of other tokens of the same number and width. */
  public Feature picture(Ops ops, Tokens other) {
    Value channelsLast = ops.reshape(other.rows(), sizes);
    return new Feature(ops.transpose(channelsLast, 0, 3, 1, 2), other.width());
  }
}
