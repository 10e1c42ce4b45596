package dev.gen.denoise;

/**
 * The noise levels at which guidance is applied (Kynkäänniemi et al. 2024, arXiv:2404.07724,
 * equation 5): those with {@code low < sigma / alpha <= high}.
 *
 * <p>A level is told by how many times stronger its noise is than its picture, which is the σ of
 * variance-exploding samplers and the same number for every other way to mix them.
 *
 * @param low at least 0
 * @param high at least {@code low}; equal to it for an interval without any level; may be infinite
 */
public record GuidanceInterval(double low, double high) {

  /** Every noise level. */
  public static final GuidanceInterval ALL = new GuidanceInterval(0, Double.POSITIVE_INFINITY);

  /** Returns whether guidance is applied at a level that has noise. */
  public boolean contains(NoiseLevel level) {
    double ratio = level.sigma() / level.alpha();
    return low < ratio && ratio <= high;
  }
}
