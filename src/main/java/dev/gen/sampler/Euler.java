package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.Estimate;
import dev.gen.denoise.NoiseLevel;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.ContinuousGrid.Rounding;
import dev.gen.schedule.EdmGrid;
import dev.gen.schedule.FlowGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Euler's method along σ (Karras et al. 2022, arXiv:2206.00364, algorithm 2 without the
 * second-order correction), for diffusion, EDM and flow models.
 *
 * <p>Churn, if asked for, raises σ to σ̂ with fresh noise. Deviation from the paper, as in the
 * reference: the network has seen x before that noise, and its output is read at σ̂ afterwards.
 *
 * @param direction what dx/dσ is
 * @param options churn
 */
record Euler(Direction direction, StepOptions options) implements Solver {

  /** Creates the sampler for a diffusion model. */
  static Sampler of(SchedulerConfig config, StepOptions options) {
    LevelGrid grid = LevelGrid.of(new ContinuousGrid(config, Rounding.NONE));
    return new Sampler(grid, new Euler(Direction.EXPLODING, options));
  }

  /** Creates the sampler for a network with EDM's preconditioning. */
  static Sampler edm(SchedulerConfig config, StepOptions options) {
    LevelGrid grid = LevelGrid.of(new EdmGrid(config));
    return new Sampler(grid, new Euler(Direction.EXPLODING, options));
  }

  /** Creates the sampler for a flow model, where there is no churn. */
  static Sampler flow(SchedulerConfig config, StepOptions options) {
    boolean renoises = config.flag("stochastic_sampling", false);
    return new Sampler(
        LevelGrid.of(FlowGrid.of(config)),
        renoises ? new FlowRenoise() : new Euler(Direction.FLOW, StepOptions.DEFAULT));
  }

  @Override
  public FloatTensor solve(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      FloatTensor prediction = run.predict(x, level);
      double gamma = options.gamma(level.sigma(), path.steps());
      if (gamma > 0) {
        NoiseLevel raised = NoiseLevel.exploding(level.timestep(), level.sigma() * (1 + gamma));
        x = options.raised(x, level, raised, run);
        level = raised;
      }
      Estimate estimate = run.read(x, prediction, level);
      NoiseLevel next = path.level(i + 1);
      x = linear(1, x, next.sigma() - level.sigma(), direction.of(estimate));
      x = run.updated(x, next);
    }
    return x;
  }
}
