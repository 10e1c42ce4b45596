package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * Classifier-free guidance (Ho and Salimans 2022, arXiv:2207.12598).
 *
 * @param scale the weight w of {@code uncond + w (cond - uncond)}, finite; higher follows the
 *     prompt more closely; at 1 and below the network is asked once and no negative prompt is used
 * @param rescale how far the result's spread is pulled back to that of the conditional prediction,
 *     0 to 1 (Lin et al. 2023, arXiv:2305.08891, section 3.4)
 */
public record Guidance(double scale, double rescale) {

  /** Follows the prompt as it is. */
  public static final Guidance NONE = new Guidance(1, 0);

  /** Returns whether the unconditional prediction is needed at all. */
  public boolean needsUnconditional() {
    return scale > 1;
  }

  /**
   * Combines the two predictions of one picture.
   *
   * @param unconditional {@code [1, c, h, w]}, not modified
   * @param conditional same shape, not modified
   */
  public FloatTensor combine(FloatTensor unconditional, FloatTensor conditional) {
    FloatTensor guided = FloatTensor.linear(1 - scale, unconditional, scale, conditional);
    if (rescale == 0) {
      return guided;
    }
    double ratio = deviation(conditional) / deviation(guided);
    return guided.times(rescale * ratio + 1 - rescale);
  }

  /** The unbiased standard deviation over all elements, as {@code torch.std}. */
  private static double deviation(FloatTensor tensor) {
    double mean = 0;
    for (float value : tensor.values()) {
      mean += value;
    }
    mean /= tensor.size();
    double squares = 0;
    for (float value : tensor.values()) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (tensor.size() - 1));
  }
}
