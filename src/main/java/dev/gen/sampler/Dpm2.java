package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.denoise.Parameterization;
import dev.gen.denoise.PredictionType;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.schedule.SigmaGrid;
import dev.gen.tensor.FloatTensor;

/**
 * The midpoint method along σ, with the middle taken in ln σ (the "DPM2" of k-diffusion, after
 * Karras et al. 2022, arXiv:2206.00364, algorithm 2, and Lu et al. 2022, arXiv:2206.00927,
 * algorithm 1). The last step is Euler's.
 *
 * @param grid spaces the steps
 * @param timesteps knows the timestep of a middle
 * @param parameterization how the network is read
 * @param eta the share of fresh noise, 0 to 1; none is drawn at 0
 */
record Dpm2(LevelGrid grid, ContinuousGrid timesteps, Parameterization parameterization, double eta)
    implements Sampler {

  /** Creates the sampler without fresh noise. */
  static Dpm2 plain(SchedulerConfig config, StepOptions options) {
    return of(config, 0);
  }

  /** Creates the sampler with fresh noise in every step. */
  static Dpm2 ancestral(SchedulerConfig config, StepOptions options) {
    return of(config, options.eta().orElse(1));
  }

  private static Dpm2 of(SchedulerConfig config, double eta) {
    ContinuousGrid grid = new ContinuousGrid(config, Rounding.KARRAS);
    return new Dpm2(LevelGrid.of(grid), grid, PredictionType.of(config), eta);
  }

  @Override
  public SamplingPath path(PathRequest request) {
    return grid.path(request, this::middle);
  }

  private SigmaGrid.Point middle(double from, SigmaGrid.Point to) {
    double down = AncestralSplit.of(from, to.sigma(), eta).down();
    return timesteps.pointAt(Math.sqrt(from * down));
  }

  @Override
  public FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      double sigma = path.level(i).sigma();
      NoiseLevel middle = path.level(i + 1);
      FloatTensor first = run.estimate(x, path.level(i)).epsilon();
      FloatTensor halfway = linear(1, x, middle.sigma() - sigma, first);
      halfway = run.updated(halfway, middle, path.updates());
      if (i + 1 == path.size()) {
        return halfway;
      }
      NoiseLevel next = path.level(i + 2);
      AncestralSplit split = AncestralSplit.of(sigma, next.sigma(), eta);
      x = linear(1, x, split.down() - sigma, run.estimate(halfway, middle).epsilon());
      if (eta > 0) {
        x = linear(1, x, split.up(), run.noise(x.shape()));
      }
      x = run.updated(x, next, path.updates());
    }
    return x;
  }
}
