package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Singlestep DPM-Solver++ of second order with fresh noise (Lu et al. 2022, arXiv:2211.01095): two
 * steps from the same start, the second with the picture estimated in the middle of the step, taken
 * in ln σ. The last step is Euler's; no noise is drawn for it.
 *
 * @param options the share and the strength of fresh noise
 * @param noisyMiddle whether noise is drawn for the middle too
 */
record DpmAncestral(StepOptions options, boolean noisyMiddle) implements Solver {

  /** Algorithm 1 with r = 1/2, made ancestral as in k-diffusion's {@code dpmpp_2s_ancestral}. */
  static Sampler plusPlus2S(SchedulerConfig config, StepOptions options) {
    return of(config, new DpmAncestral(options, false));
  }

  /**
   * The stochastic solver of appendix B, as k-diffusion writes it.
   *
   * <p>Deviation from the reference: fresh noise is independent, where the reference takes it from
   * a Brownian tree, so seeds do not carry over.
   */
  static Sampler sde(SchedulerConfig config, StepOptions options) {
    return of(config, new DpmAncestral(options, true));
  }

  private static Sampler of(SchedulerConfig config, DpmAncestral solver) {
    ContinuousGrid grid = new ContinuousGrid(config, Rounding.NONE);
    LevelGrid.Between middle = (from, to) -> grid.pointAt(solver.middle(from, to.sigma()));
    return new Sampler(request -> LevelGrid.of(grid).path(request, middle), solver);
  }

  private double middle(double from, double to) {
    return Math.sqrt(from * (noisyMiddle ? to : split(from, to).down()));
  }

  private AncestralSplit split(double from, double to) {
    return AncestralSplit.of(from, to, options.eta().orElse(1));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i += 2) {
      double sigma = path.level(i).sigma();
      NoiseLevel middle = path.level(i + 1);
      AncestralSplit half =
          noisyMiddle ? split(sigma, middle.sigma()) : new AncestralSplit(middle.sigma(), 0);
      FloatTensor first = run.estimate(x, path.level(i)).denoised();
      FloatTensor halfway = lowered(x, first, half.down() / sigma);
      if (i + 1 == path.size()) {
        return run.updated(halfway, middle);
      }
      halfway = noisyMiddle ? noisy(halfway, half, run) : halfway;
      halfway = run.updated(halfway, middle);
      NoiseLevel next = path.level(i + 2);
      AncestralSplit whole = split(sigma, next.sigma());
      x = lowered(x, run.estimate(halfway, middle).denoised(), whole.down() / sigma);
      x = run.updated(noisy(x, whole, run), next);
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
