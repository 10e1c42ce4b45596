package dev.gen.graph.layers;

/**
 * How a network's group normalisations are set.
 *
 * @param groups into how many groups the channels are divided
 * @param epsilon what is added to the variance
 */
public record GroupNorm(int groups, double epsilon) {

  /** Returns the same with another epsilon. */
  public GroupNorm withEpsilon(double other) {
    return new GroupNorm(groups, other);
  }
}
