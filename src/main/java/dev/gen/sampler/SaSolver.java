package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.Estimate;
import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SA-Solver (Xue et al. 2023, arXiv:2309.05019, algorithm 1): stochastic Adams methods, a predictor
 * and a corrector that reuses the predictor's noise.
 *
 * <pre>
 * τ    the share of fresh noise: 1 from timestep 200 to 800, 0 elsewhere
 * c    1 + τ², or -1 in terms of the noise
 * w_k  = ∫ e^(c(λ - λ_t))·L_k(λ) dλ over the step, L_k the Lagrange polynomial of evaluation k
 * x_t  = decay·x_s + gain·Σ w_k·m_k + deviation·z
 * </pre>
 *
 * @param predictsPicture whether m is the picture's estimate; otherwise the noise's
 * @param orders of predictor and corrector
 */
record SaSolver(boolean predictsPicture, Orders orders) implements Solver {

  /**
   * The orders of the two halves.
   *
   * @param predictor 1 to 4
   * @param corrector 1 to 4
   * @param lowersFinal whether the last steps lower them
   */
  record Orders(int predictor, int corrector, boolean lowersFinal) {

    int history() {
      return Math.max(predictor, corrector - 1);
    }

    int predictorAt(int remaining, int known) {
      return Math.min(known, lowersFinal ? Math.min(predictor, remaining) : predictor);
    }

    int correctorAt(int remaining, int known) {
      return Math.min(known + 1, lowersFinal ? Math.min(corrector, remaining + 1) : corrector);
    }
  }

  /** Creates the sampler; a run from a picture starts at one of the trained levels. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    LevelGrid grid = LevelGrid.of(new DiscreteGrid(config, DiscreteGrid.End.LAST));
    DiscretePath timesteps = DiscretePath.of(config, true);
    Orders orders =
        new Orders(
            config.integer("predictor_order", 2),
            config.integer("corrector_order", 2),
            config.flag("lower_order_final", true));
    boolean noise = config.word("algorithm_type", "").equals("noise_prediction");
    return new Sampler(
        request -> {
          SamplingPath path = grid.path(request);
          return path.startingAt(timesteps.level((int) path.level(path.first()).timestep()));
        },
        new SaSolver(!noise, orders),
        DpmSolver.limit(config));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    History models = new History(orders.history());
    FloatTensor x = start;
    Optional<Step> before = Optional.empty();
    for (int i = path.first(); i < path.size(); i++) {
      Estimate estimate = run.estimate(x, path.level(i));
      FloatTensor model = predictsPicture ? estimate.denoised() : estimate.epsilon();
      if (before.isPresent()) {
        x = before.get().corrected(models, model);
      }
      models.add(model);
      Step step = new Step(path, i, x, run.noise(x.shape()), models.size());
      before = Optional.of(step);
      x = run.updated(step.predicted(models), path.level(i + 1));
    }
    return x;
  }

  /** One step from level i, which is made twice: predicted, then corrected. */
  private final class Step {
    private final SamplingPath path;
    private final int i;
    private final FloatTensor x;
    private final FloatTensor noise;
    private final int known;
    private final NoiseLevel s;
    private final NoiseLevel t;
    private final double h;
    private final double tau;

    Step(SamplingPath path, int i, FloatTensor x, FloatTensor noise, int known) {
      this.path = path;
      this.i = i;
      this.x = x;
      this.noise = noise;
      this.known = known;
      s = path.level(i);
      t = path.level(i + 1);
      h = t.lambda() - s.lambda();
      tau = s.timestep() >= 200 && s.timestep() <= 800 ? 1 : 0;
    }

    FloatTensor predicted(History models) {
      int order = orders.predictorAt(path.steps() - i, known);
      double[] weights = weights(i, order);
      if (order == 2 && predictsPicture) {
        double extra = (h * h / 2 - remainder()) / (s.lambda() - path.level(i - 1).lambda());
        weights[0] += extra;
        weights[1] -= extra;
      }
      return stepped(weights, models.newest(order));
    }

    FloatTensor corrected(History models, FloatTensor arrived) {
      int order = orders.correctorAt(path.steps() - i, known);
      double[] weights = weights(i + 1, order);
      if (order == 2 && predictsPicture) {
        double extra = h / 2 - remainder() / h;
        weights[0] += extra;
        weights[1] -= extra;
      }
      List<FloatTensor> all = new ArrayList<>(List.of(arrived));
      all.addAll(models.newest(order - 1));
      return stepped(weights, all);
    }

    /** Returns (c·h - 1 + e^(-c·h)) / c², what the second-order weights miss of h²/2. */
    private double remainder() {
      double c = 1 + tau * tau;
      return (c * h + Math.expm1(-c * h)) / (c * c);
    }

    private FloatTensor stepped(double[] weights, List<FloatTensor> models) {
      double c = 1 + tau * tau;
      double gain = predictsPicture ? c * t.alpha() : -c * t.sigma();
      double decay =
          predictsPicture
              ? Math.exp(-tau * tau * h) * t.sigma() / s.sigma()
              : t.alpha() / s.alpha();
      double deviation =
          predictsPicture
              ? t.sigma() * Math.sqrt(-Math.expm1(-2 * tau * tau * h))
              : tau * t.sigma() * Math.sqrt(Math.expm1(2 * h));
      FloatTensor sum = linear(decay, x, deviation, noise);
      for (int k = 0; k < weights.length; k++) {
        sum = linear(1, sum, gain * weights[k], models.get(k));
      }
      return sum;
    }

    /** Returns w_k for the {@code count} evaluations from level {@code newest} backwards. */
    private double[] weights(int newest, int count) {
      double[] moments = moments(count);
      double[] weights = new double[count];
      for (int k = 0; k < count; k++) {
        double own = path.level(newest - k).lambda() - t.lambda();
        double[] polynomial = {1};
        for (int other = 0; other < count; other++) {
          if (other != k) {
            double node = path.level(newest - other).lambda() - t.lambda();
            polynomial = Polynomial.times(polynomial, -node / (own - node), 1 / (own - node));
          }
        }
        for (int n = 0; n < count; n++) {
          weights[k] += polynomial[n] * moments[n];
        }
      }
      return weights;
    }

    /** Returns ∫ e^(cu)·uⁿ du from -h to 0, by parts. */
    private double[] moments(int count) {
      double c = predictsPicture ? 1 + tau * tau : -1;
      double[] moments = new double[count];
      moments[0] = -Math.expm1(-c * h) / c;
      for (int n = 1; n < count; n++) {
        moments[n] = (-Math.pow(-h, n) * Math.exp(-c * h) - n * moments[n - 1]) / c;
      }
      return moments;
    }
  }
}
