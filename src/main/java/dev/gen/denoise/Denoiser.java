package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * Separates a noisy latent into picture and noise: all that a sampler sees of the network.
 *
 * <p>What the network predicts, how its input is scaled and how guidance is applied lie below.
 */
@FunctionalInterface
public interface Denoiser {

  /**
   * Estimates picture and noise.
   *
   * @param latent {@code [n, c, h, w]} at the given level, unscaled; not modified
   */
  Estimate estimate(FloatTensor latent, NoiseLevel level);
}
