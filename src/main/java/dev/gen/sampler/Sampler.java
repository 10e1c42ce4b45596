package dev.gen.sampler;

import dev.gen.denoise.EstimateLimit;
import dev.gen.tensor.FloatTensor;

/**
 * A way that walks a latent from noise to picture.
 *
 * @param spacing derives the levels on the way
 * @param solver steps from one to the next
 * @param limit keeps the estimates of the picture within bounds
 */
public record Sampler(Spacing spacing, Solver solver, EstimateLimit limit) {

  /** Composes a sampler that takes the estimates as they are. */
  Sampler(Spacing spacing, Solver solver) {
    this(spacing, solver, EstimateLimit.NONE);
  }

  /** Derives the noise levels that a run visits. */
  public SamplingPath path(PathRequest request) {
    return spacing.path(request);
  }

  /**
   * Runs the whole loop.
   *
   * @param start {@code [n, c, h, w]} at the path's first level, not modified
   * @param path from this sampler's {@link #path}
   * @return the clean latent, same shape
   */
  public FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run) {
    return solver.solve(start, path, run.over(path, limit));
  }
}
