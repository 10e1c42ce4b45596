package dev.gen.sampler;

import dev.gen.tensor.FloatTensor;

/** Hears of every update of the latent; may stop the run by throwing. */
@FunctionalInterface
public interface StepListener {

  /** Hears nothing. */
  StepListener NONE = (done, total, latent) -> {};

  /**
   * Called after each evaluation of the network and the update made with it.
   *
   * @param done updates made so far, from 1
   * @param total updates that the whole run makes
   * @param latent the latent after the update, in the sampler's coordinates; not to be modified
   */
  void updated(int done, int total, FloatTensor latent);
}
