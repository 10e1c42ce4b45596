package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.DenoisedLimit;
import dev.gen.denoise.Estimate;
import dev.gen.denoise.EstimateLimit;
import dev.gen.denoise.EstimateLimit.NoiseRule;
import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * DDIM (Song et al. 2021, arXiv:2010.02502, equations 12 and 16).
 *
 * <p>Deviation from the paper, as in the reference: a step always leads one stride down, even where
 * the spacing of the timesteps is uneven.
 *
 * @param timesteps the timesteps and their ᾱ
 * @param eta the share of DDPM's fresh noise, 0 (none) to 1
 */
record Ddim(DiscretePath timesteps, double eta) implements Solver {

  /** Creates the sampler; a clipped picture leaves the noise as it was. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    DiscretePath timesteps = DiscretePath.of(config, true);
    return new Sampler(
        timesteps,
        new Ddim(timesteps, options.eta().orElse(0)),
        new EstimateLimit(DenoisedLimit.of(config, true), NoiseRule.KEPT));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      NoiseLevel target = timesteps.oneStrideBelow(level.timestep(), path);
      Estimate estimate = run.estimate(x, level);
      double fresh = eta * freshNoise(level, target);
      double kept = Math.sqrt(Math.pow(target.sigma(), 2) - fresh * fresh);
      x = linear(target.alpha(), estimate.denoised(), kept, estimate.epsilon());
      if (eta > 0) {
        x = linear(1, x, fresh, run.noise(x.shape()));
      }
      x = run.updated(x, path.level(i + 1));
    }
    return x;
  }

  /** Returns the deviation of DDPM's noise, equation 16 with η = 1. */
  private static double freshNoise(NoiseLevel from, NoiseLevel to) {
    double ratio = Math.pow(from.alpha() / to.alpha(), 2);
    return to.sigma() / from.sigma() * Math.sqrt(1 - ratio);
  }
}
