package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/**
 * A network made into a denoiser: scales its input and reads its output.
 *
 * @param predictor the network with conditioning and guidance bound
 * @param parameterization what its input and output mean
 */
public record PredictionDenoiser(NoisePredictor predictor, Parameterization parameterization)
    implements Denoiser {

  @Override
  public FloatTensor predict(FloatTensor latent, NoiseLevel level) {
    double scale = parameterization.inputScale(level);
    FloatTensor input = scale == 1 ? latent : latent.times(scale);
    return predictor.predict(input, level.timestep());
  }

  @Override
  public Estimate read(FloatTensor latent, FloatTensor prediction, NoiseLevel level) {
    return parameterization.estimate(latent, prediction, level);
  }
}
