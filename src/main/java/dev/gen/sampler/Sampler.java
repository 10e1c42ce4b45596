package dev.gen.sampler;

import dev.gen.denoise.Parameterization;
import dev.gen.tensor.FloatTensor;

/**
 * A numerical solver that walks a latent from noise to picture.
 *
 * <p>Immutable and thread-safe: a run's history is local to {@link #sample}.
 */
public interface Sampler {

  /** Returns how the network's input and output are read. */
  Parameterization parameterization();

  /** Derives the noise levels that a run visits. */
  SamplingPath path(PathRequest request);

  /**
   * Runs the whole loop.
   *
   * @param start {@code [n, c, h, w]} at the path's first level, not modified
   * @param path from this sampler's {@link #path}
   * @return the clean latent, same shape
   */
  FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run);
}
