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
 * Singlestep DPM-Solver++ of second order with fresh noise (Lu et al. 2022, arXiv:2211.01095): two
 * steps from the same start, the second with the picture estimated in the middle of the step, taken
 * in ln σ. The last step is Euler's; no noise is drawn for it.
 *
 * @param grid spaces the steps
 * @param timesteps knows the timestep of a middle
 * @param parameterization how the network is read
 * @param options the share and the strength of fresh noise
 * @param noisyMiddle whether noise is drawn for the middle too
 */
record DpmAncestral(
    LevelGrid grid,
    ContinuousGrid timesteps,
    Parameterization parameterization,
    StepOptions options,
    boolean noisyMiddle)
    implements Sampler {

  /** Algorithm 1 with r = 1/2, made ancestral as in k-diffusion's {@code dpmpp_2s_ancestral}. */
  static DpmAncestral plusPlus2S(SchedulerConfig config, StepOptions options) {
    return of(config, options, false);
  }

  /**
   * The stochastic solver of appendix B, as k-diffusion writes it.
   *
   * <p>Deviation from the reference: fresh noise is independent, where the reference takes it from
   * a Brownian tree, so seeds do not carry over.
   */
  static DpmAncestral sde(SchedulerConfig config, StepOptions options) {
    return of(config, options, true);
  }

  private static DpmAncestral of(SchedulerConfig config, StepOptions options, boolean noisyMiddle) {
    ContinuousGrid grid = new ContinuousGrid(config, Rounding.NONE);
    return new DpmAncestral(
        LevelGrid.of(grid), grid, PredictionType.of(config), options, noisyMiddle);
  }

  @Override
  public SamplingPath path(PathRequest request) {
    return grid.path(request, this::middle);
  }

  private SigmaGrid.Point middle(double from, SigmaGrid.Point to) {
    double down = noisyMiddle ? to.sigma() : split(from, to.sigma()).down();
    return timesteps.pointAt(Math.sqrt(from * down));
  }

  private AncestralSplit split(double from, double to) {
    return AncestralSplit.of(from, to, options.eta().orElse(1));
  }

  @Override
  public FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      double sigma = path.level(i).sigma();
      NoiseLevel middle = path.level(i + 1);
      AncestralSplit half =
          noisyMiddle ? split(sigma, middle.sigma()) : new AncestralSplit(middle.sigma(), 0);
      FloatTensor first = run.estimate(x, path.level(i)).denoised();
      FloatTensor halfway = lowered(x, first, half.down() / sigma);
      if (i + 1 == path.size()) {
        return run.updated(halfway, middle, path.updates());
      }
      halfway = noisyMiddle ? noisy(halfway, half, run) : halfway;
      halfway = run.updated(halfway, middle, path.updates());
      NoiseLevel next = path.level(i + 2);
      AncestralSplit whole = split(sigma, next.sigma());
      x = lowered(x, run.estimate(halfway, middle).denoised(), whole.down() / sigma);
      x = run.updated(noisy(x, whole, run), next, path.updates());
    }
    return x;
  }

  private static FloatTensor lowered(FloatTensor x, FloatTensor denoised, double kept) {
    return linear(kept, x, 1 - kept, denoised);
  }

  private FloatTensor noisy(FloatTensor x, AncestralSplit split, SamplingRun run) {
    return linear(1, x, options.noiseScale() * split.up(), run.noise(x.shape()));
  }
}
