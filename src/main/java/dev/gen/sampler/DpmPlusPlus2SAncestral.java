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
 * Singlestep DPM-Solver++ of second order with fresh noise (Lu et al. 2022, arXiv:2211.01095,
 * algorithm 1 with r = 1/2, made ancestral as in k-diffusion's {@code dpmpp_2s_ancestral}).
 *
 * <p>The last step is Euler's; no noise is drawn for it.
 *
 * @param grid spaces the steps
 * @param timesteps knows the timestep of a middle
 * @param parameterization how the network is read
 * @param options the share and the strength of fresh noise
 */
record DpmPlusPlus2SAncestral(
    LevelGrid grid,
    ContinuousGrid timesteps,
    Parameterization parameterization,
    StepOptions options)
    implements Sampler {

  static DpmPlusPlus2SAncestral of(SchedulerConfig config, StepOptions options) {
    ContinuousGrid grid = new ContinuousGrid(config, Rounding.NONE);
    return new DpmPlusPlus2SAncestral(LevelGrid.of(grid), grid, PredictionType.of(config), options);
  }

  @Override
  public SamplingPath path(PathRequest request) {
    return grid.path(request, this::middle);
  }

  private SigmaGrid.Point middle(double from, SigmaGrid.Point to) {
    return timesteps.pointAt(Math.sqrt(from * split(from, to.sigma()).down()));
  }

  private AncestralSplit split(double from, double to) {
    return AncestralSplit.of(from, to, options.eta().orElse(1));
  }

  @Override
  public FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      NoiseLevel level = path.level(i);
      NoiseLevel middle = path.level(i + 1);
      FloatTensor denoised = run.estimate(x, level).denoised();
      double half = middle.sigma() / level.sigma();
      FloatTensor halfway = linear(half, x, 1 - half, denoised);
      halfway = run.updated(halfway, middle, path.updates());
      if (i + 1 == path.size()) {
        return halfway;
      }
      NoiseLevel next = path.level(i + 2);
      AncestralSplit split = split(level.sigma(), next.sigma());
      double kept = split.down() / level.sigma();
      x = linear(kept, x, 1 - kept, run.estimate(halfway, middle).denoised());
      x = linear(1, x, options.noiseScale() * split.up(), run.noise(x.shape()));
      x = run.updated(x, next, path.updates());
    }
    return x;
  }
}
