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
  public Estimate estimate(FloatTensor latent, NoiseLevel level) {
    double scale = parameterization.inputScale(level);
    FloatTensor input = scale == 1 ? latent : latent.times(scale);
    FloatTensor output = predictor.predict(input, level.timestep());
    return parameterization.estimate(latent, output, level);
  }
}
