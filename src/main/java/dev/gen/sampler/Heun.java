package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.DenoisedLimit;
import dev.gen.denoise.EstimateLimit;
import dev.gen.denoise.EstimateLimit.NoiseRule;
import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.FlowGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Heun's method along σ (Karras et al. 2022, arXiv:2206.00364, algorithm 1): an Euler step, then
 * the same step again with the mean of the slopes at both ends. The last step is Euler's.
 *
 * @param direction what dx/dσ is
 */
record Heun(Direction direction) implements Solver {

  /** Creates the sampler for a diffusion model. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    LevelGrid grid = LevelGrid.of(new ContinuousGrid(config, Rounding.NONE));
    return new Sampler(
        twice(grid),
        new Heun(Direction.EXPLODING),
        new EstimateLimit(DenoisedLimit.of(config, false), NoiseRule.RECOMPUTED));
  }

  /** Creates the sampler for a flow model. */
  static Sampler flow(SchedulerConfig config, StepOptions options) {
    return new Sampler(twice(LevelGrid.of(FlowGrid.of(config))), new Heun(Direction.FLOW));
  }

  private static Spacing twice(LevelGrid grid) {
    return request -> grid.path(request, (from, to) -> to);
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      NoiseLevel level = path.level(i);
      NoiseLevel next = path.level(i + 1);
      double step = next.sigma() - level.sigma();
      FloatTensor before = direction.of(run.estimate(x, level));
      FloatTensor guess = run.updated(linear(1, x, step, before), next);
      if (i + 1 == path.size()) {
        return guess;
      }
      FloatTensor after = direction.of(run.estimate(guess, next));
      x = linear(1, x, step / 2, before, step / 2, after);
      x = run.updated(x, path.level(i + 2));
    }
    return x;
  }
}
