package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * Separates a noisy latent into picture and noise: all that a sampler sees of the network.
 *
 * <p>How the network's input is scaled and how guidance is applied lie below. Most samplers need
 * only {@link #estimate}; those that combine or re-read raw predictions take its two halves.
 */
public interface Denoiser {

  /**
   * Runs the network.
   *
   * @param latent {@code [n, c, h, w]} at the given level, unscaled; not modified
   * @return the raw prediction, same shape
   */
  FloatTensor predict(FloatTensor latent, NoiseLevel level);

  /**
   * Reads a raw prediction as picture and noise.
   *
   * @param latent the unscaled noisy latent at the given level, not modified
   * @param prediction what the network predicts for it, same shape, not modified
   */
  Estimate read(FloatTensor latent, FloatTensor prediction, NoiseLevel level);

  /**
   * Estimates picture and noise.
   *
   * @param latent {@code [n, c, h, w]} at the given level, unscaled; not modified
   */
  default Estimate estimate(FloatTensor latent, NoiseLevel level) {
    return read(latent, predict(latent, level), level);
  }
}
