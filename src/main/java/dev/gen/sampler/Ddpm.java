package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.DenoisedLimit;
import dev.gen.denoise.EstimateLimit;
import dev.gen.denoise.EstimateLimit.NoiseRule;
import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * DDPM (Ho et al. 2020, arXiv:2006.11239, algorithm 2 with equation 7) on a subset of the
 * timesteps.
 *
 * <p>No noise is drawn at timestep 0. Limitation: learned variances are not read.
 *
 * @param variance the variance of the fresh noise
 */
record Ddpm(Variance variance) implements Solver {

  /** The two choices of section 3.2. */
  enum Variance {
    /** β̃, that of the forward posterior. */
    SMALL,
    /** β, that of the forward step. */
    LARGE;

    static Variance of(SchedulerConfig config) {
      String name = config.word("variance_type", "fixed_small");
      return switch (name) {
        case "fixed_small", "fixed_small_log" -> SMALL;
        case "fixed_large", "fixed_large_log" -> LARGE;
        default -> throw SchedulerConfig.wrong("variance_type", name, "fixed_small or fixed_large");
      };
    }
  }

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    return new Sampler(
        DiscretePath.of(config.with("set_alpha_to_one", true), true),
        new Ddpm(Variance.of(config)),
        new EstimateLimit(DenoisedLimit.of(config, true), NoiseRule.KEPT));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      NoiseLevel target = path.level(i + 1);
      FloatTensor denoised = run.estimate(x, level).denoised();
      double kept = Math.pow(level.alpha() / target.alpha(), 2);
      double noiseShare = Math.pow(target.sigma() / level.sigma(), 2);
      double ofPicture = target.alpha() * (1 - kept) / Math.pow(level.sigma(), 2);
      x = linear(ofPicture, denoised, Math.sqrt(kept) * noiseShare, x);
      if (level.timestep() > 0) {
        double beta = variance == Variance.LARGE ? 1 - kept : (1 - kept) * noiseShare;
        x = linear(1, x, Math.sqrt(Math.max(beta, 1e-20)), run.noise(x.shape()));
      }
      x = run.updated(x, target);
    }
    return x;
  }
}
