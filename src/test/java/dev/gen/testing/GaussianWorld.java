package dev.gen.testing;

import dev.gen.denoise.Denoiser;
import dev.gen.denoise.Estimate;
import dev.gen.denoise.NoiseLevel;
import dev.gen.denoise.PredictionType;
import dev.gen.tensor.FloatTensor;

/**
 * A world whose pictures are normal noise, so that the ideal denoiser is known in closed form and
 * every deterministic path only scales the latent with its standard deviation.
 *
 * @param spread the standard deviation of pictures
 */
public record GaussianWorld(double spread) implements Denoiser {

  /** Returns the standard deviation of latents at a level. */
  public double deviation(NoiseLevel level) {
    return Math.hypot(spread * level.alpha(), level.sigma());
  }

  @Override
  public FloatTensor predict(FloatTensor latent, NoiseLevel level) {
    return latent.times(level.sigma() / Math.pow(deviation(level), 2));
  }

  @Override
  public Estimate read(FloatTensor latent, FloatTensor prediction, NoiseLevel level) {
    return PredictionType.EPSILON.estimate(latent, prediction, level);
  }
}
