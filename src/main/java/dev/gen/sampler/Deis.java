package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * DEIS (Zhang and Chen 2022, arXiv:2204.13902, equation 15): the noise is extrapolated by a
 * polynomial in ln ρ and integrated exactly.
 *
 * <pre>
 * ρ      = σ/α                    x_t/α_t = x_s/α_s + Σ C_k·ε_k
 * C_k    = ∫ L_k(ln ρ) dρ         L_k     the Lagrange polynomial of evaluation k
 * </pre>
 *
 * @param order the number of evaluations extrapolated from, 1 to 3
 * @param ending how the last steps lower their order
 */
record Deis(int order, DpmMultistep.Ending ending) implements Solver {

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    return new Sampler(
        LevelGrid.of(new DiscreteGrid(config, DiscreteGrid.End.LAST)),
        new Deis(
            DpmSolver.of(config, DiscreteGrid.End.LAST).order(),
            new DpmMultistep.Ending(config.flag("lower_order_final", true), false)),
        DpmSolver.limit(config));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    History noises = new History(order);
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      noises.add(run.estimate(x, path.level(i)).epsilon());
      int now = Math.min(noises.size(), ending.orderAt(i, path.steps()));
      NoiseLevel next = path.level(i + 1);
      List<FloatTensor> terms = new ArrayList<>(List.of(x));
      terms.addAll(noises.newest(now));
      double[] weights = weights(path, i, now);
      x = run.updated(FloatTensor.linear(weights, terms), next);
    }
    return x;
  }

  /** Returns the weights of x and of the newest evaluations. */
  private static double[] weights(SamplingPath path, int i, int count) {
    NoiseLevel level = path.level(i);
    NoiseLevel next = path.level(i + 1);
    double[] weights = new double[count + 1];
    weights[0] = next.alpha() / level.alpha();
    for (int k = 0; k < count; k++) {
      weights[k + 1] = next.alpha() * coefficient(path, i, count, k);
    }
    if (count == 1) {
      float step = lambda(next) - lambda(level);
      weights[1] = -next.sigma() * Math.expm1(step);
    }
    return weights;
  }

  /** Returns λ in 32 bits, as the reference has it: near α = 0, its last bit shows. */
  private static float lambda(NoiseLevel level) {
    return (float) Math.log((float) level.alpha()) - (float) Math.log((float) level.sigma());
  }

  /** Returns C_k for the evaluation k steps back. */
  private static double coefficient(SamplingPath path, int i, int count, int k) {
    double[] polynomial = {1};
    double own = -path.level(i - k).lambda();
    for (int other = 0; other < count; other++) {
      if (other != k) {
        double node = -path.level(i - other).lambda();
        polynomial = Polynomial.times(polynomial, -node / (own - node), 1 / (own - node));
      }
    }
    double from = -path.level(i).lambda();
    return primitive(polynomial, -path.level(i + 1).lambda()) - primitive(polynomial, from);
  }

  /** Returns ∫ p(ln ρ) dρ = ρ·(p - p' + p'' - …)(ln ρ). */
  private static double primitive(double[] polynomial, double logRho) {
    double sum = 0;
    double sign = 1;
    for (double[] p = polynomial; p.length > 0; p = Polynomial.derivative(p)) {
      sum += sign * Polynomial.at(p, logRho);
      sign = -sign;
    }
    return Math.exp(logRho) * sum;
  }
}
