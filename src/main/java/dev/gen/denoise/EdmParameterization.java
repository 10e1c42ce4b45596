package dev.gen.denoise;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * The preconditioning of EDM networks (Karras et al. 2022, arXiv:2206.00364, table 1).
 *
 * <pre>
 * c_in   = 1 / √(σ² + σ_data²)
 * c_skip = σ_data² / (σ² + σ_data²)
 * c_out  = ±σ·σ_data / √(σ² + σ_data²)
 * x0     = c_skip·x + c_out·F(c_in·x)
 * </pre>
 *
 * @param sigmaData the standard deviation of clean latents, above 0
 * @param outputSign the sign of c_out: 1, or -1 for networks that predict the velocity
 */
public record EdmParameterization(double sigmaData, int outputSign) implements Parameterization {

  /** Returns what a model's settings ask for. */
  public static EdmParameterization of(SchedulerConfig config) {
    boolean velocity = PredictionType.of(config) == PredictionType.V_PREDICTION;
    return new EdmParameterization(config.number("sigma_data", 0.5), velocity ? -1 : 1);
  }

  @Override
  public double inputScale(NoiseLevel level) {
    return 1 / Math.hypot(level.sigma(), sigmaData);
  }

  @Override
  public Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level) {
    double sigma = level.sigma();
    double scale = Math.hypot(sigma, sigmaData);
    double skip = Math.pow(sigmaData / scale, 2);
    FloatTensor denoised = linear(skip, latent, outputSign * sigma * sigmaData / scale, output);
    return new Estimate(denoised, linear(1 / sigma, latent, -1 / sigma, denoised));
  }
}
