package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * What the network makes of a noisy latent, seen from both sides: {@code x = alpha * denoised +
 * sigma * epsilon}, unless the denoised side was clipped afterwards.
 *
 * @param denoised the estimate of the clean latent x0, same shape as the noisy one
 * @param epsilon the estimate of the unit noise in it, same shape
 */
public record Estimate(FloatTensor denoised, FloatTensor epsilon) {

  /** Returns the latent that has this picture and this noise at a level. */
  public FloatTensor at(NoiseLevel level) {
    return FloatTensor.linear(level.alpha(), denoised, level.sigma(), epsilon);
  }
}
