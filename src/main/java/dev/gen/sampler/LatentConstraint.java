package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.tensor.FloatTensor;

/** Corrects the latent after every update, as inpainting with a four-channel network does. */
@FunctionalInterface
public interface LatentConstraint {

  /** Leaves the latent alone. */
  LatentConstraint NONE = (latent, next) -> latent;

  /**
   * Returns the corrected latent.
   *
   * @param latent after an update, not modified
   * @param next the level of the next evaluation, {@link NoiseLevel#CLEAN} after the last one
   */
  FloatTensor correct(FloatTensor latent, NoiseLevel next);
}
