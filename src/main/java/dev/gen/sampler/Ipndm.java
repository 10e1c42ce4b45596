package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.denoise.PredictionType;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Improved PNDM, the "PLMS" of k-diffusion's velocity models: linear multistep of order 4 over the
 * noise (Liu et al. 2022, arXiv:2202.09778, equation 12; Zhang and Chen 2022, arXiv:2204.13902,
 * section 3.3, for the start at lower orders).
 *
 * <p>Limitation, as in the reference: the noise schedule is its own, σ = sin²(πu/2) for u from 1 to
 * 0, and the network predicts the velocity and is told an angle between 0 and 1.
 */
record Ipndm() implements Solver {

  /** The smallest weight of the picture that is divided by. */
  private static final double MIN_ALPHA = 1e-8;

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    return new Sampler(Ipndm::path, new Ipndm());
  }

  private static SamplingPath path(PathRequest request) {
    List<NoiseLevel> levels = new ArrayList<>();
    for (int i = 0; i < request.steps(); i++) {
      levels.add(level(1 - (double) i / request.steps()));
    }
    return SamplingPath.of(levels, level(0), 1, request, 1);
  }

  private static NoiseLevel level(double u) {
    double sigma = (float) Math.pow(Math.sin(u * Math.PI / 2), 2);
    double alpha = (float) Math.sqrt(1 - sigma * sigma);
    return new NoiseLevel((float) (Math.atan2(sigma, alpha) / Math.PI * 2), alpha, sigma);
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    History noises = new History(4);
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      NoiseLevel next = path.level(i + 1);
      FloatTensor velocity = run.predict(x, level);
      noises.add(PredictionType.V_PREDICTION.estimate(x, velocity, level).epsilon());
      double ratio = next.alpha() / Math.max(level.alpha(), MIN_ALPHA);
      double weight = next.sigma() - ratio * level.sigma();
      x = run.updated(linear(ratio, x, weight, noises.adamsBashforth()), next);
    }
    return x;
  }
}
