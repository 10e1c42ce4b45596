package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Pseudo numerical methods for diffusion models (Liu et al. 2022, arXiv:2202.09778).
 *
 * <p>Linear multistep over the network's raw predictions (equation 12), started either by
 * Runge-Kutta steps (equation 13) or, as Stable Diffusion does, by one step of Heun's kind that
 * evaluates the second timestep twice.
 *
 * <p>Runs of fewer than 4 steps take the short start, where the reference fails. As in the
 * reference, a Runge-Kutta start takes its first levels from the whole path even where the run
 * starts from a picture; use the short start there.
 *
 * @param timesteps the timesteps and their ᾱ
 * @param startsWithRungeKutta the paper's start instead of the short one
 */
record Pndm(DiscretePath timesteps, boolean startsWithRungeKutta) implements Solver {

  /** The steps that the Runge-Kutta start covers, with four evaluations each. */
  private static final int STARTING_STEPS = 3;

  /** Creates the sampler. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    Pndm solver = new Pndm(DiscretePath.of(config, false), !config.flag("skip_prk_steps", false));
    return new Sampler(solver::path, solver);
  }

  private SamplingPath path(PathRequest request) {
    int steps = request.steps();
    List<NoiseLevel> levels = timesteps.levels(steps);
    if (startsWithRungeKutta && steps > STARTING_STEPS) {
      levels = withRungeKutta(levels, steps);
    } else if (levels.size() > 1) {
      levels.add(1, levels.get(1));
    }
    int first = request.skippedSteps(steps);
    SamplingPath.Beginning beginning = new SamplingPath.Beginning(1, levels.get(first));
    return new SamplingPath(levels, timesteps.level(-1), beginning, steps, first);
  }

  private List<NoiseLevel> withRungeKutta(List<NoiseLevel> levels, int steps) {
    int half = timesteps.stride(steps) / 2;
    List<NoiseLevel> result = new ArrayList<>();
    for (int i = 0; i < STARTING_STEPS; i++) {
      NoiseLevel middle = timesteps.level((int) levels.get(i + 1).timestep() + half);
      result.addAll(List.of(levels.get(i), middle, middle, levels.get(i + 1)));
    }
    result.addAll(levels.subList(STARTING_STEPS, levels.size()));
    return result;
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    History history = new History(4);
    FloatTensor x = start;
    int i = path.first();
    if (startsWithRungeKutta && path.steps() > STARTING_STEPS) {
      for (int stage = 0; stage < STARTING_STEPS && i < path.size(); stage++, i += 4) {
        x = rungeKutta(x, stage, path, run, history);
      }
    } else {
      x = shortStart(x, i, path, run, history);
      i += 2;
    }
    for (; i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      history.add(run.predict(x, level));
      NoiseLevel target = timesteps.oneStrideBelow(level.timestep(), path);
      x = transferred(x, history.adamsBashforth(), level, target, run);
      x = run.updated(x, path.level(i + 1));
    }
    return x;
  }

  /** Steps down and repeats the step with the mean of both ends' predictions. */
  private FloatTensor shortStart(
      FloatTensor start, int i, SamplingPath path, SamplingRun run, History history) {
    NoiseLevel level = path.level(i);
    FloatTensor first = run.predict(start, level);
    history.add(first);
    NoiseLevel target = timesteps.oneStrideBelow(level.timestep(), path);
    FloatTensor x = transferred(start, first, level, target, run);
    x = run.updated(x, path.level(i + 1));
    if (i + 1 == path.size()) {
      return x;
    }
    NoiseLevel arrived = path.level(i + 1);
    FloatTensor mean = linear(0.5, first, 0.5, run.predict(x, arrived));
    NoiseLevel from = timesteps.level((int) arrived.timestep() + timesteps.stride(path.steps()));
    x = transferred(start, mean, from, arrived, run);
    return run.updated(x, path.level(i + 2));
  }

  /** Makes one classical Runge-Kutta step of four evaluations. */
  private FloatTensor rungeKutta(
      FloatTensor start, int stage, SamplingPath path, SamplingRun run, History history) {
    double[] weights = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};
    NoiseLevel from = path.level(4 * stage);
    int i = path.first() + 4 * stage;
    int half = timesteps.stride(path.steps()) / 2;
    FloatTensor x = start;
    List<FloatTensor> predictions = new ArrayList<>();
    for (int k = 0; k < 4 && i + k < path.size(); k++) {
      NoiseLevel level = path.level(i + k);
      predictions.add(run.predict(x, level));
      int stride = k % 2 == 0 ? half : 0;
      NoiseLevel target = timesteps.level((int) level.timestep() - stride);
      FloatTensor slope = k < 3 ? predictions.get(k) : linear(weights, predictions);
      x = transferred(start, slope, from, target, run);
      x = run.updated(x, path.level(i + k + 1));
    }
    history.add(predictions.get(0));
    return x;
  }

  /** Moves along a prediction from one level to another, equation 11. */
  private static FloatTensor transferred(
      FloatTensor x, FloatTensor prediction, NoiseLevel from, NoiseLevel to, SamplingRun run) {
    return run.read(x, prediction, from).at(to);
  }
}
