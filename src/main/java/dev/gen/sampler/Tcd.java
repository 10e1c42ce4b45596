package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Strategic stochastic sampling of trajectory consistency models (Zheng et al. 2024,
 * arXiv:2402.19159, algorithm 4).
 *
 * <p>Each step goes below the next level, to timestep s = (1 - γ)·t_next, and back up with fresh
 * noise.
 *
 * @param timesteps the trained timesteps and their ᾱ
 * @param gamma γ, called eta in the reference: 0 adds no noise, 1 the most
 */
record Tcd(DiscretePath timesteps, double gamma) implements Solver {

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    DistilledTimesteps distilled = DistilledTimesteps.of(config);
    DiscretePath timesteps = distilled.timesteps();
    return new Sampler(
        request -> distilled.path(request, timesteps.level(0)),
        new Tcd(timesteps, options.eta().orElse(0.3)));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel next = path.level(i + 1);
      NoiseLevel below = below(next);
      x = run.estimate(x, path.level(i)).at(below);
      if (gamma > 0 && i + 1 < path.size()) {
        double kept = next.alpha() / below.alpha();
        x = linear(kept, x, Math.sqrt(1 - kept * kept), run.noise(x.shape()));
      }
      x = run.updated(x, next);
    }
    return x;
  }

  /** Returns the level of s, with the reference's 32-bit product. */
  private NoiseLevel below(NoiseLevel next) {
    float timestep = (float) (1 - gamma) * (float) next.timestep();
    return timesteps.level((int) timestep);
  }
}
