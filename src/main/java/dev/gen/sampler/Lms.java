package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.error.InvalidRequestException;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear multistep along σ: Adams-Bashforth with uneven steps, order 4 (Hairer, Nørsett and Wanner,
 * Solving Ordinary Differential Equations I, section III.5; the "LMS" of k-diffusion).
 *
 * <p>Limitation, as in the reference: a run that starts from a picture weighs its first slopes as
 * if those of the skipped steps were there.
 */
record Lms() implements Solver {

  private static final int ORDER = 4;

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    return new Sampler(LevelGrid.of(new ContinuousGrid(config, Rounding.NONE)), new Lms());
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    requireDistinct(path);
    History slopes = new History(ORDER);
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      slopes.add(run.estimate(x, path.level(i)).epsilon());
      double[] weights = new double[slopes.size() + 1];
      weights[0] = 1;
      for (int k = 0; k < slopes.size(); k++) {
        weights[k + 1] = weight(path, i, Math.min(i + 1, ORDER), k);
      }
      List<FloatTensor> terms = new ArrayList<>(List.of(x));
      terms.addAll(slopes.newest(slopes.size()));
      x = run.updated(FloatTensor.linear(weights, terms), path.level(i + 1));
    }
    return x;
  }

  /** A polynomial through two slopes at one noise level would be upright. */
  private static void requireDistinct(SamplingPath path) {
    for (int i = path.first() + 1; i < path.size(); i++) {
      if (path.level(i).sigma() == path.level(i - 1).sigma()) {
        throw new InvalidRequestException(
            "%d steps visit one of the model's noise levels twice; ask for fewer"
                .formatted(path.size()));
      }
    }
  }

  /** Integrates over step i the Lagrange polynomial that belongs to the slope k steps back. */
  private static double weight(SamplingPath path, int i, int order, int k) {
    double from = path.level(i).sigma();
    double half = (path.level(i + 1).sigma() - from) / 2;
    double node = 1 / Math.sqrt(3);
    double low = lagrange(path, i, order, k, from + half * (1 - node));
    double high = lagrange(path, i, order, k, from + half * (1 + node));
    return half * (low + high);
  }

  private static double lagrange(SamplingPath path, int i, int order, int k, double sigma) {
    NoiseLevel own = path.level(i - k);
    double product = 1;
    for (int other = 0; other < order; other++) {
      if (other != k) {
        double node = path.level(i - other).sigma();
        product *= (sigma - node) / (own.sigma() - node);
      }
    }
    return product;
  }
}
