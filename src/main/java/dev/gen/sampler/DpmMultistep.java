package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.EdmGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.List;

/**
 * Multistep DPM-Solver and DPM-Solver++ (Lu et al. 2022, arXiv:2206.00927 and 2211.01095, algorithm
 * 2), whose derivatives come from earlier steps.
 *
 * <p>Deviation from the paper, as in the reference: the second derivative at order 3 has half its
 * weight, so that order 3 converges no faster than order 2, if from a smaller error.
 *
 * @param solver the equation and its order
 * @param ending how the last steps lower their order
 */
record DpmMultistep(DpmSolver solver, Ending ending) implements Solver {

  /**
   * When the last steps give up order for stability.
   *
   * @param lowersShortRuns on runs of fewer than 15 steps, in the last two steps
   * @param lastIsFirstOrder always in the last step
   */
  record Ending(boolean lowersShortRuns, boolean lastIsFirstOrder) {

    /** The runs that count as short. */
    private static final int SHORT = 15;

    static Ending of(SchedulerConfig config, boolean endsAtZero) {
      return new Ending(
          config.flag("lower_order_final", true),
          endsAtZero || config.flag("euler_at_final", false));
    }

    /** Returns the highest order that a step may have. */
    int orderAt(int step, int steps) {
      boolean lowers = lowersShortRuns && steps < SHORT;
      if (step == steps - 1 && (lowers || lastIsFirstOrder)) {
        return 1;
      }
      return step == steps - 2 && lowers ? 2 : 3;
    }
  }

  /** Creates the sampler that a model's settings describe. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    DiscreteGrid.End end = DiscreteGrid.End.of(config, DiscreteGrid.End.MINIMUM);
    return new Sampler(
        LevelGrid.of(new DiscreteGrid(config, end)),
        new DpmMultistep(
            DpmSolver.of(config, end), Ending.of(config, end == DiscreteGrid.End.ZERO)),
        DpmSolver.limit(config));
  }

  /** Creates the sampler for networks with EDM's preconditioning. */
  static Sampler edm(SchedulerConfig config, StepOptions options) {
    EdmGrid grid = new EdmGrid(config);
    DiscreteGrid.End end = DiscreteGrid.End.of(config, DiscreteGrid.End.LAST);
    return new Sampler(
        LevelGrid.of(grid),
        new DpmMultistep(DpmSolver.of(config, end), Ending.of(config, grid.endsAtZero())),
        DpmSolver.limit(config));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    History models = new History(solver.order());
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      models.add(solver.model(x, path.level(i), run));
      FloatTensor noise = solver.noise(x, run);
      int order = Math.min(models.size(), ending.orderAt(i, path.steps()));
      x =
          switch (order) {
            case 1 -> solver.first(x, path.level(i), path.level(i + 1), models.get(0), noise);
            case 2 -> second(x, i, path, models, noise);
            default -> third(x, i, path, models, noise);
          };
      x = run.updated(x, path.level(i + 1));
    }
    return x;
  }

  private FloatTensor second(
      FloatTensor x, int i, SamplingPath path, History models, FloatTensor noise) {
    double ratio = stepRatio(path, i, 0);
    FloatTensor m = models.get(0);
    FloatTensor d1 = linear(1 / ratio, m, -1 / ratio, models.get(1));
    ExponentialStep step = solver.algorithm().step(path.level(i), path.level(i + 1));
    return solver.second(x, step, solver.rule(), List.of(m, d1), noise);
  }

  private FloatTensor third(
      FloatTensor x, int i, SamplingPath path, History models, FloatTensor noise) {
    double r0 = stepRatio(path, i, 0);
    double r1 = stepRatio(path, i, 1);
    FloatTensor m = models.get(0);
    FloatTensor newer = linear(1 / r0, m, -1 / r0, models.get(1));
    FloatTensor older = linear(1 / r1, models.get(1), -1 / r1, models.get(2));
    FloatTensor d2 = linear(1 / (r0 + r1), newer, -1 / (r0 + r1), older);
    FloatTensor d1 = linear(1, newer, r0, d2);
    ExponentialStep step = solver.algorithm().step(path.level(i), path.level(i + 1));
    return solver.third(x, step, List.of(m, d1, d2), noise);
  }

  /** Returns the length in λ of an earlier step, {@code age + 1} steps back, relative to this. */
  private static double stepRatio(SamplingPath path, int i, int age) {
    double h = path.level(i + 1).lambda() - path.level(i).lambda();
    return (path.level(i - age).lambda() - path.level(i - age - 1).lambda()) / h;
  }
}
