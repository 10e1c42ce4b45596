package dev.gen.denoise;

import static dev.gen.tensor.FloatTensor.linear;

import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;

/**
 * What a network was trained to predict.
 *
 * <p>With {@code s = sqrt(alpha² + sigma²)} the network sees {@code x / s}, for which {@code
 * (alpha/s)² + (sigma/s)² = 1} holds whatever the sampler's own coordinates are.
 */
public enum PredictionType implements Parameterization {
  /** The noise (Ho et al. 2020, arXiv:2006.11239). */
  EPSILON {
    @Override
    public Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level) {
      double a = level.alpha();
      return new Estimate(linear(1 / a, latent, -level.sigma() / a, output), output);
    }
  },
  /** The velocity v = alpha·ε - sigma·x0 (Salimans and Ho 2022, arXiv:2202.00512). */
  V_PREDICTION {
    @Override
    public Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level) {
      double s = Math.hypot(level.alpha(), level.sigma());
      double a = level.alpha() / s;
      double b = level.sigma() / s;
      return new Estimate(linear(a / s, latent, -b, output), linear(b / s, latent, a, output));
    }
  },
  /** The clean latent itself. */
  SAMPLE {
    @Override
    public Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level) {
      double b = level.sigma();
      return new Estimate(output, linear(1 / b, latent, -level.alpha() / b, output));
    }
  },
  /** The flow ε - x0 of a straight path (Lipman et al. 2022, arXiv:2210.02747). */
  FLOW {
    @Override
    public double inputScale(NoiseLevel level) {
      return 1;
    }

    @Override
    public Estimate estimate(FloatTensor latent, FloatTensor output, NoiseLevel level) {
      return new Estimate(
          linear(1, latent, -level.sigma(), output), linear(1, latent, level.alpha(), output));
    }
  };

  /** Returns what a model's {@code prediction_type} names. */
  public static PredictionType of(SchedulerConfig config) {
    String name = config.word("prediction_type", "epsilon");
    return switch (name) {
      case "epsilon" -> EPSILON;
      case "v_prediction" -> V_PREDICTION;
      case "sample", "original_sample" -> SAMPLE;
      case "flow_prediction" -> FLOW;
      default ->
          throw SchedulerConfig.wrong(
              "prediction_type", name, "epsilon, v_prediction, sample or flow_prediction");
    };
  }

  @Override
  public double inputScale(NoiseLevel level) {
    return 1 / Math.hypot(level.alpha(), level.sigma());
  }
}
