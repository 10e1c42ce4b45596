package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.sampler.ExponentialStep.Rule;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Singlestep DPM-Solver and DPM-Solver++ (Lu et al. 2022, arXiv:2206.00927 and 2211.01095,
 * algorithm 1), whose derivatives come from evaluations within one long step.
 *
 * <p>The steps of a run form groups as long as the order; each step of a group starts over from the
 * group's first latent and uses all evaluations of the group so far.
 *
 * @param solver the equation and its order
 * @param lowersFinalOrder whether the last groups are shorter than the order
 * @param endsAtZero whether the last step must be of first order
 */
record DpmSinglestep(DpmSolver solver, boolean lowersFinalOrder, boolean endsAtZero)
    implements Solver {

  /** Creates the sampler that a model's settings describe. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    DiscreteGrid.End end = DiscreteGrid.End.of(config, DiscreteGrid.End.MINIMUM);
    SchedulerConfig spaced =
        config.with("timestep_spacing", "linspace").with("rescale_betas_zero_snr", false);
    return new Sampler(
        LevelGrid.of(new DiscreteGrid(spaced, end)),
        new DpmSinglestep(
            DpmSolver.of(config, end),
            config.flag("lower_order_final", false),
            end == DiscreteGrid.End.ZERO),
        DpmSolver.limit(config));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    List<Integer> orders = orders(path.steps());
    History models = new History(solver.order());
    FloatTensor x = start;
    FloatTensor groupStart = start;
    for (int i = path.first(); i < path.size(); i++) {
      models.add(solver.model(x, path.level(i), run));
      int order = Math.min(orders.get(i), models.size());
      FloatTensor noise = solver.noise(x, run);
      groupStart = order == 1 ? x : groupStart;
      x =
          switch (order) {
            case 1 -> solver.first(x, path.level(i), path.level(i + 1), models.get(0), noise);
            case 2 -> second(groupStart, i, path, models, noise);
            default -> third(groupStart, i, path, models, noise);
          };
      x = run.updated(x, path.level(i + 1));
    }
    return x;
  }

  /** Returns the order of each step: 1, 2, … up to the solver's in each group. */
  List<Integer> orders(int steps) {
    int order = solver.order();
    boolean lowers = lowersFinalOrder || endsAtZero || steps % order != 0;
    List<Integer> orders = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      orders.add(i % order + 1);
    }
    if (lowers && order > 1 && steps % order == 0) {
      orders.set(steps - 1, 1);
      if (order == 3) {
        orders.set(steps - 2, 2);
      }
    }
    if (endsAtZero) {
      orders.set(steps - 1, 1);
    }
    return orders;
  }

  private FloatTensor second(
      FloatTensor x, int i, SamplingPath path, History models, FloatTensor noise) {
    double ratio = position(path, i, 1, 0);
    FloatTensor m = models.get(1);
    FloatTensor d1 = linear(1 / ratio, models.get(0), -1 / ratio, m);
    ExponentialStep step = solver.algorithm().step(path.level(i - 1), path.level(i + 1));
    return solver.second(x, step, solver.rule(), List.of(m, d1), noise);
  }

  private FloatTensor third(
      FloatTensor x, int i, SamplingPath path, History models, FloatTensor noise) {
    double r0 = position(path, i, 2, 0);
    double r1 = position(path, i, 2, 1);
    FloatTensor m = models.get(2);
    FloatTensor near = linear(1 / r1, models.get(1), -1 / r1, m);
    FloatTensor far = linear(1 / r0, models.get(0), -1 / r0, m);
    ExponentialStep step = solver.algorithm().step(path.level(i - 2), path.level(i + 1));
    if (solver.rule() == Rule.MIDPOINT) {
      return solver.second(x, step, Rule.TAYLOR, List.of(m, far), noise);
    }
    double apart = r0 - r1;
    FloatTensor d1 = linear(r0 / apart, near, -r1 / apart, far);
    FloatTensor d2 = linear(2 / apart, far, -2 / apart, near);
    return solver.third(x, step, List.of(m, d1, d2), noise);
  }

  /** Returns where in the group's step, 0 to 1 in λ, the evaluation {@code age} steps ago was. */
  private static double position(SamplingPath path, int i, int groupAge, int age) {
    NoiseLevel start = path.level(i - groupAge);
    double h = path.level(i + 1).lambda() - start.lambda();
    return (path.level(i - age).lambda() - start.lambda()) / h;
  }
}
