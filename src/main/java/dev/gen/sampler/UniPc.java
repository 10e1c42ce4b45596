package dev.gen.sampler;

import dev.gen.denoise.NoiseLevel;
import dev.gen.sampler.ExponentialStep.Algorithm;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.FlowGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.schedule.SigmaKind;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * UniPC (Zhao et al. 2023, arXiv:2302.04867, algorithms 1 and 2): a multistep predictor, and a
 * corrector that reuses the predicted point's evaluation to repeat the step that led there.
 *
 * <pre>
 * x_t = decay·x_s - gain·(φ₁·m_0 + B·Σ ρ_k·(m_k - m_0)/r_k)
 *
 * r_k  where evaluation k lies, in steps of λ from s;  B  h or φ₁, the paper's two choices B(h)
 * ρ    solves Σ ρ_k·r_k^(n-1) = n!·φ_{n+1}/B for n = 1, 2, …
 * </pre>
 *
 * @param equation which equation is integrated
 * @param order the predictor's order
 * @param corrects says after which steps there is a correction, and how orders end
 */
record UniPc(Equation equation, int order, Correction corrects) implements Solver {

  /**
   * The equation.
   *
   * @param algorithm in terms of the picture or of the noise
   * @param linearB whether B(h) = h instead of φ₁
   */
  record Equation(Algorithm algorithm, boolean linearB) {

    ExponentialStep step(NoiseLevel from, NoiseLevel to) {
      return algorithm.step(from, to);
    }

    /** Returns B(h). */
    double scale(ExponentialStep step) {
      return linearB ? step.exponent() : step.phi1();
    }
  }

  /**
   * Which steps are corrected.
   *
   * @param disabledAfter the steps whose result is not corrected
   * @param lowersFinalOrder whether the last steps lower their order
   */
  record Correction(Set<Integer> disabledAfter, boolean lowersFinalOrder) {}

  /** Creates the sampler that a model's settings describe. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    boolean picture = config.flag("predict_x0", true);
    Algorithm algorithm = picture ? Algorithm.DPMSOLVER_PLUS_PLUS : Algorithm.DPMSOLVER;
    DiscreteGrid.End end = DiscreteGrid.End.of(config, DiscreteGrid.End.LAST);
    boolean linear = config.word("solver_type", "bh2").equals("bh1");
    List<Double> disabled = config.numbers("disable_corrector").orElse(List.of());
    Correction correction =
        new Correction(
            disabled.stream().map(Double::intValue).collect(Collectors.toSet()),
            config.flag("lower_order_final", true));
    return new Sampler(
        gridOf(config, end),
        new UniPc(
            new Equation(algorithm.arrivingAt(end), linear),
            config.integer("solver_order", 2),
            correction),
        DpmSolver.limit(config));
  }

  private static LevelGrid gridOf(SchedulerConfig config, DiscreteGrid.End end) {
    LevelGrid discrete = LevelGrid.of(new DiscreteGrid(config, end));
    boolean evenly = SigmaKind.of(config).isEmpty();
    if (!(evenly && config.flag("use_flow_sigmas", false))) {
      return discrete;
    }
    FlowGrid flow = FlowGrid.ofUniPc(config);
    LevelGrid.Grid belowOne = r -> flow.gridBelowOne(r.steps(), r.sigmas(), r.dynamicShift(), end);
    return new LevelGrid(belowOne, NoiseLevel::flow, sigma -> 1);
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    History models = new History(order);
    FloatTensor x = start;
    FloatTensor before = start;
    int lastOrder = 0;
    for (int i = path.first(); i < path.size(); i++) {
      FloatTensor model = equation.algorithm().model(run.estimate(x, path.level(i)));
      if (i > path.first() && !corrects.disabledAfter().contains(i - 1)) {
        x = corrected(before, i, path, models.newest(lastOrder), model);
      }
      models.add(model);
      int ending = corrects.lowersFinalOrder() ? path.steps() - i : order;
      lastOrder = Math.min(Math.min(order, ending), models.size());
      before = x;
      x = predicted(before, i, path, models.newest(lastOrder));
      x = run.updated(x, path.level(i + 1));
    }
    return x;
  }

  /** Makes the step from level i (UniP). */
  private FloatTensor predicted(FloatTensor x, int i, SamplingPath path, List<FloatTensor> models) {
    ExponentialStep step = equation.step(path.level(i), path.level(i + 1));
    double[] positions = positions(path, i, models.size());
    double[] rho = models.size() == 2 ? new double[] {0.5} : rho(step, positions);
    return combined(x, step, models, positions, rho);
  }

  /** Repeats the step that led to level i, now that the model there is known (UniC). */
  private FloatTensor corrected(
      FloatTensor x, int i, SamplingPath path, List<FloatTensor> models, FloatTensor arrived) {
    ExponentialStep step = equation.step(path.level(i - 1), path.level(i));
    double[] known = positions(path, i - 1, models.size());
    double[] positions = Arrays.copyOf(known, known.length + 1);
    positions[known.length] = 1;
    double[] rho = models.size() == 1 ? new double[] {0.5} : rho(step, positions);
    List<FloatTensor> all = new ArrayList<>(models);
    all.add(arrived);
    return combined(x, step, all, positions, rho);
  }

  /** Returns r_k of the evaluations before level i, newest first. */
  private static double[] positions(SamplingPath path, int i, int count) {
    double from = path.level(i).lambda();
    double h = path.level(i + 1).lambda() - from;
    double[] positions = new double[count - 1];
    for (int k = 1; k < count; k++) {
      positions[k - 1] = (path.level(i - k).lambda() - from) / h;
    }
    return positions;
  }

  /** Solves for ρ. */
  private double[] rho(ExponentialStep step, double[] positions) {
    int count = positions.length;
    double[][] powers = new double[count][count];
    double[] right = new double[count];
    double phi = step.phi1() / step.exponent() - 1;
    double factorial = 1;
    for (int n = 0; n < count; n++) {
      for (int k = 0; k < count; k++) {
        powers[n][k] = Math.pow(positions[k], n);
      }
      right[n] = phi * factorial / equation.scale(step);
      factorial *= n + 2;
      phi = phi / step.exponent() - 1 / factorial;
    }
    return LinearSystem.solve(powers, right);
  }

  private FloatTensor combined(
      FloatTensor x,
      ExponentialStep step,
      List<FloatTensor> models,
      double[] positions,
      double[] rho) {
    double[] weights = new double[models.size()];
    weights[0] = step.phi1();
    for (int k = 1; k < weights.length; k++) {
      weights[k] = equation.scale(step) * rho[k - 1] / positions[k - 1];
      weights[0] -= weights[k];
    }
    return step.apply(x, weights, models);
  }
}
