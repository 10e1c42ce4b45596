package dev.gen.sampler;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.denoise.DenoisedLimit;
import dev.gen.denoise.EstimateLimit;
import dev.gen.denoise.EstimateLimit.NoiseRule;
import dev.gen.denoise.NoiseLevel;
import dev.gen.sampler.ExponentialStep.Algorithm;
import dev.gen.sampler.ExponentialStep.Rule;
import dev.gen.schedule.DiscreteGrid;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.List;

/**
 * What multistep and singlestep DPM-Solver share: the equation, the order and the choice of m.
 *
 * @param algorithm the equation
 * @param rule how the first derivative is weighed at second order
 * @param order 1 to 3
 */
record DpmSolver(Algorithm algorithm, Rule rule, int order) {

  /** Reads a model's settings; names that belong to sibling solvers mean the default. */
  static DpmSolver of(SchedulerConfig config, DiscreteGrid.End end) {
    String name = config.word("algorithm_type", "dpmsolver++");
    Algorithm algorithm =
        switch (name) {
          case "dpmsolver" -> Algorithm.DPMSOLVER;
          case "sde-dpmsolver" -> Algorithm.SDE_DPMSOLVER;
          case "sde-dpmsolver++" -> Algorithm.SDE_DPMSOLVER_PLUS_PLUS;
          default -> Algorithm.DPMSOLVER_PLUS_PLUS;
        };
    Rule rule = config.word("solver_type", "midpoint").equals("heun") ? Rule.TAYLOR : Rule.MIDPOINT;
    int order = config.integer("solver_order", 2);
    if (order < 1 || order > 3) {
      throw SchedulerConfig.wrong("solver_order", order, "1, 2 or 3");
    }
    return new DpmSolver(algorithm.arrivingAt(end), rule, order);
  }

  /** Returns the limit that a model's settings set for the exponential integrators. */
  static EstimateLimit limit(SchedulerConfig config) {
    return new EstimateLimit(DenoisedLimit.thresholdingOf(config), NoiseRule.RECOMPUTED);
  }

  /** Returns m at a level. */
  FloatTensor model(FloatTensor x, NoiseLevel level, SamplingRun run) {
    return algorithm.model(run.estimate(x, level));
  }

  /** Draws the noise of a step, if the equation has any. */
  FloatTensor noise(FloatTensor x, SamplingRun run) {
    return algorithm.isStochastic() ? run.noise(x.shape()) : x;
  }

  /** Makes a step of first order. */
  FloatTensor first(FloatTensor x, NoiseLevel s, NoiseLevel t, FloatTensor m, FloatTensor noise) {
    ExponentialStep step = algorithm.step(s, t);
    return noisy(step, step.apply(x, new double[] {step.phi1()}, List.of(m)), noise);
  }

  /** Makes a step with a first derivative. */
  FloatTensor second(
      FloatTensor x, ExponentialStep step, Rule by, List<FloatTensor> derivatives, FloatTensor z) {
    double[] weights = {step.phi1(), step.linearWeight(by)};
    return noisy(step, step.apply(x, weights, derivatives), z);
  }

  /** Makes a step with first and second derivatives. */
  FloatTensor third(
      FloatTensor x, ExponentialStep step, List<FloatTensor> derivatives, FloatTensor noise) {
    double[] weights = {step.phi1(), step.linearWeight(Rule.TAYLOR), step.quadraticWeight()};
    return noisy(step, step.apply(x, weights, derivatives), noise);
  }

  private FloatTensor noisy(ExponentialStep step, FloatTensor x, FloatTensor noise) {
    return algorithm.isStochastic() ? linear(1, x, step.noise(), noise) : x;
  }
}
