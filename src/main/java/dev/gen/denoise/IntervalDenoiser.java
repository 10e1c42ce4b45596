package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * A denoiser that is guided at some noise levels and follows the prompt unguided at the others.
 *
 * @param guided asks for both sides of the prompt
 * @param unguided asks for the prompt alone, which costs half
 * @param interval where guidance is applied
 */
public record IntervalDenoiser(Denoiser guided, Denoiser unguided, GuidanceInterval interval)
    implements Denoiser {

  @Override
  public FloatTensor predict(FloatTensor latent, NoiseLevel level) {
    return (interval.contains(level) ? guided : unguided).predict(latent, level);
  }

  @Override
  public Estimate read(FloatTensor latent, FloatTensor prediction, NoiseLevel level) {
    return guided.read(latent, prediction, level);
  }
}
