package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.tensor.FloatTensor;
import java.util.OptionalDouble;

/**
 * How much fresh noise a sampler adds, where it leaves a choice.
 *
 * @param eta DDIM: 0 adds none, 1 as much as DDPM; TCD: 0 to 1; absent means the sampler's default
 * @param churn S_churn of Karras et al. 2022, algorithm 2; 0 adds no noise
 * @param churnMin S_tmin, the lowest σ at which noise is added
 * @param churnMax S_tmax, the highest σ at which noise is added
 * @param noiseScale S_noise, the strength of added noise; 1 keeps the variance right
 */
public record StepOptions(
    OptionalDouble eta, double churn, double churnMin, double churnMax, double noiseScale) {

  /** What every sampler does when not told otherwise. */
  public static final StepOptions DEFAULT =
      new StepOptions(OptionalDouble.empty(), 0, 0, Double.POSITIVE_INFINITY, 1);

  /** Returns these options with another eta. */
  public StepOptions withEta(double other) {
    return new StepOptions(OptionalDouble.of(other), churn, churnMin, churnMax, noiseScale);
  }

  /** Returns the share by which σ is raised before a step, for a run of the given length. */
  double gamma(double sigma, int steps) {
    boolean within = churnMin <= sigma && sigma <= churnMax;
    return within ? Math.min(churn / steps, Math.sqrt(2) - 1) : 0;
  }

  /** Returns a latent with fresh noise up to a higher level; the picture keeps weight 1. */
  FloatTensor raised(FloatTensor x, NoiseLevel from, NoiseLevel to, SamplingRun run) {
    double added = Math.sqrt(to.sigma() * to.sigma() - from.sigma() * from.sigma());
    return linear(1, x, added * noiseScale, run.noise(x.shape()));
  }
}
