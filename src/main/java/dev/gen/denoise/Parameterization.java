package dev.gen.denoise;

import dev.gen.schedule.NoiseProcess;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * What a network's input and output mean.
 *
 * <p>Kept apart from samplers so that each sampler is written once for all networks.
 */
public interface Parameterization {

  /** Returns what a model's scheduler settings say of its network. */
  static Parameterization of(SchedulerConfig config) {
    return switch (NoiseProcess.of(config)) {
      case DIFFUSION -> PredictionType.of(config);
      case EDM -> EdmParameterization.of(config);
      case FLOW -> PredictionType.FLOW;
    };
  }

  /** Returns the factor by which a latent at this level is multiplied before the network. */
  double inputScale(NoiseLevel level);

  /**
   * Reads the network's output as a picture and a noise.
   *
   * @param latent the unscaled noisy latent at this level, not modified
   * @param output what the network returned for it, same shape, not modified
   */
  Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level);
}
