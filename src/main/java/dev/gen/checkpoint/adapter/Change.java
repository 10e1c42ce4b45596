package dev.gen.checkpoint.adapter;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file adds to one weight W: at the strength s the weight becomes W + s * delta(W).
 *
 * <p>Immutable; holds no numbers, only where they lie.
 */
public interface Change {

  /** Tells whether this can be added to a weight of those sizes. */
  boolean fits(Layer layer);

  /**
   * Writes down what is added at the strength 1.
   *
   * @param weight W as it is so far, {@code [out, in, kernel]}
   * @return of the same sizes
   */
  <T> T delta(Arithmetic<T> on, T weight, Layer layer);

  /**
   * Returns the same as a product of two thin matrices, if it is no more than that: what most files
   * have can then be added without being written down.
   */
  default Optional<LowRank> lowRank() {
    return Optional.empty();
  }

  /** Returns what people call this kind of change. */
  String kind();

  /** Returns the rank, where the change has one. */
  default OptionalInt rank() {
    return OptionalInt.empty();
  }

  /** Returns how many inputs a linear layer has that this fits, where it tells. */
  default OptionalInt inputs() {
    return OptionalInt.empty();
  }

  /** Tells whether, as a change of a bias, it leaves nothing out where a layer has none. */
  default boolean mayLackBias() {
    return false;
  }

  /** Returns alpha / rank, or what else the file multiplies with; 1 where it does not. */
  default double scale() {
    return 1;
  }
}
