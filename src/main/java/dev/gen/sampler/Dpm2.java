package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * The midpoint method along σ, with the middle taken in ln σ (the "DPM2" of k-diffusion, after
 * Karras et al. 2022, arXiv:2206.00364, algorithm 2, and Lu et al. 2022, arXiv:2206.00927,
 * algorithm 1). The last step is Euler's.
 *
 * @param eta the share of fresh noise, 0 to 1; none is drawn at 0
 */
record Dpm2(double eta) implements Solver {

  /** Creates the sampler without fresh noise. */
  static Sampler plain(SchedulerConfig config, StepOptions options) {
    return of(config, new Dpm2(0));
  }

  /** Creates the sampler with fresh noise in every step. */
  static Sampler ancestral(SchedulerConfig config, StepOptions options) {
    return of(config, new Dpm2(options.eta().orElse(1)));
  }

  private static Sampler of(SchedulerConfig config, Dpm2 solver) {
    ContinuousGrid grid = new ContinuousGrid(config, Rounding.KARRAS);
    LevelGrid.Between middle = (from, to) -> grid.pointAt(solver.middle(from, to.sigma()));
    return new Sampler(request -> LevelGrid.of(grid).path(request, middle), solver);
  }

  private double middle(double from, double to) {
    return Math.sqrt(from * AncestralSplit.of(from, to, eta).down());
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      double sigma = path.level(i).sigma();
      NoiseLevel middle = path.level(i + 1);
      FloatTensor first = run.estimate(x, path.level(i)).epsilon();
      FloatTensor halfway = linear(1, x, middle.sigma() - sigma, first);
      halfway = run.updated(halfway, middle);
      if (i + 1 == path.size()) {
        return halfway;
      }
      NoiseLevel next = path.level(i + 2);
      AncestralSplit split = AncestralSplit.of(sigma, next.sigma(), eta);
      x = linear(1, x, split.down() - sigma, run.estimate(halfway, middle).epsilon());
      if (eta > 0) {
        x = linear(1, x, split.up(), run.noise(x.shape()));
      }
      x = run.updated(x, next);
    }
    return x;
  }
}
