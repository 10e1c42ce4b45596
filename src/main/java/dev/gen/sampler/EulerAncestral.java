package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Euler's method with fresh noise in every step: ancestral sampling (Ho et al. 2020,
 * arXiv:2006.11239, algorithm 2) as k-diffusion writes it.
 *
 * <p>Noise is drawn for the last step as well, where its weight is zero.
 *
 * @param eta the share of fresh noise, 0 to 1
 */
record EulerAncestral(double eta) implements Solver {

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    LevelGrid grid = LevelGrid.of(new ContinuousGrid(config, Rounding.NONE));
    return new Sampler(grid, new EulerAncestral(options.eta().orElse(1)));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      NoiseLevel next = path.level(i + 1);
      AncestralSplit split = AncestralSplit.of(level.sigma(), next.sigma(), eta);
      FloatTensor epsilon = run.estimate(x, level).epsilon();
      FloatTensor noise = run.noise(x.shape());
      x = linear(1, x, split.down() - level.sigma(), epsilon, split.up(), noise);
      x = run.updated(x, next);
    }
    return x;
  }
}
