package dev.gen.studio;

import dev.gen.denoise.NoiseLevel;
import dev.gen.tensor.FloatTensor;

/**
 * A picture on its way: {@code x = alpha * x0 + sigma * epsilon}.
 *
 * @param level how much noise is left
 * @param noisy x, {@code [1, c, h, w]}, not to be modified
 * @param denoised the estimate of x0, of the same shape, as its decoder takes it but for scale; not
 *     to be modified
 */
public record Moment(NoiseLevel level, FloatTensor noisy, FloatTensor denoised) {

  /** Returns the share of the noise where both shares' squares are 1 together, 0 to 1. */
  double snow() {
    return level.sigma() / Math.hypot(level.alpha(), level.sigma());
  }
}
