package dev.gen.denoise;

import dev.gen.tensor.FloatTensor;

/** The raw network with its conditioning and guidance already bound. */
@FunctionalInterface
public interface NoisePredictor {

  /**
   * Runs the network once for every latent of the batch.
   *
   * @param input {@code [n, c, h, w]}, scaled as the network wants it; not modified
   * @param timestep the number that the network is told; may be fractional
   * @return what the network predicts (noise, velocity or picture), same shape as the input
   */
  FloatTensor predict(FloatTensor input, double timestep);
}
