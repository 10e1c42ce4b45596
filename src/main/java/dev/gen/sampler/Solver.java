package dev.gen.sampler;

import dev.gen.tensor.FloatTensor;

/**
 * Steps a latent along the levels of a path.
 *
 * <p>Knows neither where the levels come from nor what the network predicts. Immutable and
 * thread-safe: a run's history is local to {@link #solve}.
 */
@FunctionalInterface
public interface Solver {

  /**
   * Runs the whole loop.
   *
   * @param start {@code [n, c, h, w]} at the path's first level, not modified
   * @return the clean latent, same shape
   */
  FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run);
}
