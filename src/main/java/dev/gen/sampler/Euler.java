package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.Estimate;
import dev.gen.denoise.NoiseLevel;
import dev.gen.denoise.Parameterization;
import dev.gen.denoise.PredictionType;
import dev.gen.schedule.ContinuousGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * Euler's method on {@code dx/dσ = ε(x, σ)} (Karras et al. 2022, arXiv:2206.00364, algorithm 2
 * without the second-order correction).
 *
 * <p>Churn, if asked for, raises σ to σ̂ with fresh noise. Deviation from the paper, as in the
 * reference: the network has seen x before that noise, and its output is read at σ̂ afterwards.
 *
 * @param grid spaces the steps
 * @param parameterization how the network is read
 * @param options churn
 */
record Euler(ContinuousGrid grid, Parameterization parameterization, StepOptions options)
    implements Sampler {

  Euler(SchedulerConfig config, StepOptions options) {
    this(new ContinuousGrid(config), PredictionType.of(config), options);
  }

  @Override
  public SamplingPath path(PathRequest request) {
    return ExplodingPath.plain(grid, request);
  }

  @Override
  public FloatTensor sample(FloatTensor start, SamplingPath path, SamplingRun run) {
    FloatTensor x = start;
    for (int i = path.first(); i < path.size(); i++) {
      NoiseLevel level = path.level(i);
      FloatTensor prediction = run.predict(x, level);
      double gamma = options.gamma(level.sigma(), path.steps());
      if (gamma > 0) {
        NoiseLevel raised = NoiseLevel.exploding(level.timestep(), level.sigma() * (1 + gamma));
        double added = Math.sqrt(Math.pow(raised.sigma(), 2) - Math.pow(level.sigma(), 2));
        x = linear(1, x, added * options.noiseScale(), run.noise(x.shape()));
        level = raised;
      }
      Estimate estimate = run.read(x, prediction, level);
      NoiseLevel next = path.level(i + 1);
      x = linear(1, x, next.sigma() - level.sigma(), estimate.epsilon());
      x = run.updated(x, next, path.updates());
    }
    return x;
  }
}
