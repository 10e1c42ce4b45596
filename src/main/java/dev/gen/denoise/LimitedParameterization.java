package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * A parameterization whose estimate of the picture is limited; that of the noise is kept.
 *
 * @param inner reads the network's output
 * @param limit is applied to the denoised side
 */
public record LimitedParameterization(Parameterization inner, DenoisedLimit limit)
    implements Parameterization {

  @Override
  public double inputScale(NoiseLevel level) {
    return inner.inputScale(level);
  }

  @Override
  public Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level) {
    Estimate estimate = inner.estimate(latent, output, level);
    return new Estimate(limit.apply(estimate.denoised()), estimate.epsilon());
  }
}
