package dev.gen.graph.layers;

import dev.gen.graph.nodes.Value;
import java.util.List;

/**
 * Tokens inside a network: the rows of all samples below each other.
 *
 * <p>Flat, because a matrix product over flat rows takes PyTorch's weights as they are stored and
 * adds the bias in the same pass.
 *
 * @param rows {@code [n * tokens, width]}
 * @param batch the list {@code [n]}, with which the samples can be told apart; none where each is
 *     one row
 * @param width the size of a token
 */
public record Tokens(Value rows, Value batch, int width) {

  /** Returns rows of one token a sample. */
  public static Tokens single(Value rows, int width) {
    return new Tokens(rows, Value.NONE, width);
  }

  /** Returns other rows of the same width and number. */
  public Tokens with(Value other) {
    return new Tokens(other, batch, width);
  }

  /** Returns {@code [n, tokens, width]}. */
  public Value bySample(Ops ops) {
    return ops.reshape(rows, ops.concat(0, List.of(batch, ops.graph().longs(-1, width))));
  }
}
