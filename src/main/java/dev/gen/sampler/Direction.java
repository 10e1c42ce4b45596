package dev.gen.sampler;

import dev.gen.denoise.Estimate;
import dev.gen.tensor.FloatTensor;

/** What dx/dσ is, for samplers that step along σ. */
enum Direction {
  /** x = x0 + σ·ε. */
  EXPLODING {
    @Override
    FloatTensor of(Estimate estimate) {
      return estimate.epsilon();
    }
  },
  /** x = (1 - σ)·x0 + σ·ε. */
  FLOW {
    @Override
    FloatTensor of(Estimate estimate) {
      return estimate.epsilon().minus(estimate.denoised());
    }
  };

  /** Returns the derivative of x by σ. */
  abstract FloatTensor of(Estimate estimate);
}
