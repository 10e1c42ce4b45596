package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.DenoisedLimit;
import dev.gen.denoise.EstimateLimit;
import dev.gen.denoise.EstimateLimit.NoiseRule;
import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Multistep sampling of latent consistency models (Luo et al. 2023, arXiv:2310.04378, algorithm 3).
 *
 * <p>Each step goes all the way to the picture, then back to the next level with fresh noise.
 *
 * @param timestepScaling s, how sharply the boundary condition sets in; higher is sharper
 */
record Lcm(double timestepScaling) implements Solver {

  /** σ_data of the boundary condition, section 3 of the paper. */
  private static final double SIGMA_DATA = 0.5;

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    DistilledTimesteps distilled = DistilledTimesteps.of(config);
    return new Sampler(
        request -> distilled.path(request, NoiseLevel.CLEAN),
        new Lcm(config.number("timestep_scaling", 10)),
        new EstimateLimit(DenoisedLimit.of(config, false), NoiseRule.KEPT));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      double scaled = level.timestep() * timestepScaling;
      double boundary = Math.hypot(scaled, SIGMA_DATA);
      double skip = Math.pow(SIGMA_DATA / boundary, 2);
      x = linear(scaled / boundary, run.estimate(x, level).denoised(), skip, x);
      NoiseLevel next = path.level(i + 1);
      if (i + 1 < path.size()) {
        x = linear(next.alpha(), x, next.sigma(), run.noise(x.shape()));
      }
      x = run.updated(x, next);
    }
    return x;
  }
}
