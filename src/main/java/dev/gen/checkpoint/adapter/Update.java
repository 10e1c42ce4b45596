package dev.gen.checkpoint.adapter;

import java.util.Optional;

/**
 * A change as a user wants it.
 *
 * @param change what a file does to a weight
 * @param strength any finite number; 1 changes as trained, 0 not at all
 */
public record Update(Change change, double strength) {

  /** Returns the same as a product of two thin matrices, if it is no more than that. */
  public Optional<LowRank> lowRank() {
    return change
        .lowRank()
        .map(own -> new LowRank(own.left(), own.right(), own.scale() * strength));
  }

  /** Writes down the weight with the change added; all are {@code [out, in, kernel]}. */
  public <T> T on(Arithmetic<T> on, T weight, Layer layer) {
    return change.applied(on, weight, layer, strength);
  }
}
