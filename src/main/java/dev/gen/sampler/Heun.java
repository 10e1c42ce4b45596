package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.DenoisedLimit;
import dev.gen.denoise.LimitedParameterization;
import dev.gen.denoise.LimitedParameterization.NoiseRule;
import dev.gen.denoise.NoiseLevel;
import dev.gen.denoise.Parameterization;
import dev.gen.denoise.PredictionType;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.FlowGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Heun's method along σ (Karras et al. 2022, arXiv:2206.00364, algorithm 1): an Euler step, then
 * the same step again with the mean of the slopes at both ends. The last step is Euler's.
 *
 * @param grid spaces the steps
 * @param parameterization how the network is read
 * @param direction what dx/dσ is
 */
record Heun(LevelGrid grid, Parameterization parameterization, Direction direction)
    implements Sampler {

  /** Creates the sampler for a diffusion model. */
  static Heun of(SchedulerConfig config, StepOptions options) {
    Parameterization limited =
        LimitedParameterization.of(
            PredictionType.of(config), DenoisedLimit.of(config, false), NoiseRule.RECOMPUTED);
    LevelGrid grid = LevelGrid.of(new ContinuousGrid(config, Rounding.NONE));
    return new Heun(grid, limited, Direction.EXPLODING);
  }

  /** Creates the sampler for a flow model. */
  static Heun flow(SchedulerConfig config, StepOptions options) {
    return new Heun(LevelGrid.of(FlowGrid.of(config)), PredictionType.FLOW, Direction.FLOW);
  }

  @Override
  public SamplingPath path(PathRequest request) {
    return grid.path(request, (from, to) -> to);
  }

  @Override
  public FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      NoiseLevel level = path.level(i);
      NoiseLevel next = path.level(i + 1);
      double step = next.sigma() - level.sigma();
      FloatTensor before = direction.of(run.estimate(x, level));
      FloatTensor guess = run.updated(linear(1, x, step, before), next, path.updates());
      if (i + 1 == path.size()) {
        return guess;
      }
      FloatTensor after = direction.of(run.estimate(guess, next));
      x = linear(1, x, step / 2, before, step / 2, after);
      x = run.updated(x, path.level(i + 2), path.updates());
    }
    return x;
  }
}
