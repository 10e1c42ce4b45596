package dev.gen.checkpoint.adapter;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file does to one weight W.
 *
 * <p>Immutable; holds no numbers, only where they lie.
 */
public interface Change {

  /** Tells whether this can be added to a weight of those sizes. */
  boolean fits(Layer layer);

  /**
   * Writes down the weight as it becomes.
   *
   * @param weight W as it is so far, {@code [out, in, kernel]}
   * @param strength any finite number; 1 changes as trained, 0 not at all
   * @return of the same sizes
   */
  <T> T applied(Arithmetic<T> on, T weight, Layer layer, double strength);

  /** At the strength s the weight becomes W + s D. */
  interface Sum extends Change {

    /** Writes down s D, {@code [out, in, kernel]}. */
    <T> T delta(Arithmetic<T> on, T weight, Layer layer, double strength);

    @Override
    default <T> T applied(Arithmetic<T> on, T weight, Layer layer, double strength) {
      return on.add(weight, delta(on, weight, layer, strength));
    }
  }

  /** At the strength s the weight becomes W + s (W' - W). */
  interface Way extends Change {

    /** Writes down W', {@code [out, in, kernel]}. */
    <T> T end(Arithmetic<T> on, T weight, Layer layer);

    @Override
    default <T> T applied(Arithmetic<T> on, T weight, Layer layer, double strength) {
      T end = end(on, weight, layer);
      return strength == 1
          ? end
          : on.add(on.scaled(weight, 1 - strength), on.scaled(end, strength));
    }
  }

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
