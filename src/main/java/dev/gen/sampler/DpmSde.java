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
 * Stochastic DPM-Solver++ of second order (Lu et al. 2022, arXiv:2211.01095, appendix B, as
 * k-diffusion writes it): two ancestral steps from the same start, the second with the picture
 * estimated in the middle of the step, taken in ln σ. The last step is Euler's.
 *
 * <p>Deviation from the reference: fresh noise is independent, where the reference takes it from a
 * Brownian tree, so seeds do not carry over.
 *
 * @param grid spaces the steps
 * @param timesteps knows the timestep of a middle
 * @param parameterization how the network is read
 * @param options the share and the strength of fresh noise
 */
record DpmSde(
    LevelGrid grid,
    ContinuousGrid timesteps,
    Parameterization parameterization,
    StepOptions options)
    implements Sampler {

  static DpmSde of(SchedulerConfig config, StepOptions options) {
    ContinuousGrid grid = new ContinuousGrid(config, Rounding.NONE);
    return new DpmSde(LevelGrid.of(grid), grid, PredictionType.of(config), options);
  }

  @Override
  public SamplingPath path(PathRequest request) {
    return grid.path(request, this::middle);
  }

  private SigmaGrid.Point middle(double from, SigmaGrid.Point to) {
    return timesteps.pointAt(Math.sqrt(from * to.sigma()));
  }

  @Override
  public FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      NoiseLevel level = path.level(i);
      NoiseLevel middle = path.level(i + 1);
      FloatTensor denoised = run.estimate(x, level).denoised();
      if (i + 1 == path.size()) {
        return run.updated(stepped(x, denoised, level, middle), middle, path.updates());
      }
      FloatTensor halfway = noisy(stepped(x, denoised, level, middle), level, middle, run);
      halfway = run.updated(halfway, middle, path.updates());
      NoiseLevel next = path.level(i + 2);
      x = stepped(x, run.estimate(halfway, middle).denoised(), level, next);
      x = run.updated(noisy(x, level, next, run), next, path.updates());
    }
    return x;
  }

  private AncestralSplit split(NoiseLevel from, NoiseLevel to) {
    return AncestralSplit.of(from.sigma(), to.sigma(), options.eta().orElse(1));
  }

  private FloatTensor stepped(FloatTensor x, FloatTensor denoised, NoiseLevel s, NoiseLevel t) {
    double kept = split(s, t).down() / s.sigma();
    return linear(kept, x, 1 - kept, denoised);
  }

  private FloatTensor noisy(FloatTensor x, NoiseLevel from, NoiseLevel to, SamplingRun run) {
    double up = options.noiseScale() * split(from, to).up();
    return linear(1, x, up, run.noise(x.shape()));
  }
}
