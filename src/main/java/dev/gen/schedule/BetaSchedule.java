package dev.gen.schedule;

import java.util.function.DoubleUnaryOperator;

/** How much noise the training adds at each timestep: the rule behind β₀ … β₍N-1₎. */
enum BetaSchedule {
  /** Evenly spaced β (Ho et al. 2020, arXiv:2006.11239). */
  LINEAR {
    @Override
    float[] betas(double start, double end, int count) {
      return linspace(start, end, count);
    }
  },
  /** Evenly spaced √β, the choice of latent diffusion (Rombach et al. 2022, arXiv:2112.10752). */
  SCALED_LINEAR {
    @Override
    float[] betas(double start, double end, int count) {
      float[] betas = linspace(Math.sqrt(start), Math.sqrt(end), count);
      for (int i = 0; i < count; i++) {
        betas[i] *= betas[i];
      }
      return betas;
    }
  },
  /** The cosine ᾱ (Nichol and Dhariwal 2021, arXiv:2102.09672, equation 17). */
  SQUAREDCOS_CAP_V2 {
    @Override
    float[] betas(double start, double end, int count) {
      return fromAlphaBar(t -> Math.pow(Math.cos((t + 0.008) / 1.008 * Math.PI / 2), 2), count);
    }
  },
  /** An exponentially falling ᾱ. */
  EXP {
    @Override
    float[] betas(double start, double end, int count) {
      return fromAlphaBar(t -> Math.exp(-12 * t), count);
    }
  },
  /** Laplace-distributed log-SNR (Hang et al. 2024, arXiv:2407.03297). */
  LAPLACE {
    @Override
    float[] betas(double start, double end, int count) {
      return fromAlphaBar(BetaSchedule::laplaceAlphaBar, count);
    }
  },
  /** β along a logistic curve (Xu et al. 2022, arXiv:2203.02923). */
  SIGMOID {
    @Override
    float[] betas(double start, double end, int count) {
      float[] betas = linspace(-6, 6, count);
      for (int i = 0; i < count; i++) {
        betas[i] = (float) (1 / (1 + Math.exp(-betas[i])) * (end - start) + start);
      }
      return betas;
    }
  };

  /** Returns β for {@code count} timesteps. */
  abstract float[] betas(double start, double end, int count);

  static BetaSchedule named(String name) {
    for (BetaSchedule schedule : values()) {
      if (schedule.name().equalsIgnoreCase(name)) {
        return schedule;
      }
    }
    throw SchedulerConfig.wrong("beta_schedule", name, "linear, scaled_linear or another known");
  }

  /** Spaces evenly in 32 bits, from both ends towards the middle as the reference does. */
  private static float[] linspace(double from, double to, int count) {
    float start = (float) from;
    float end = (float) to;
    float step = (end - start) / (count - 1);
    float[] result = new float[count];
    for (int i = 0; i < count; i++) {
      result[i] = i < count / 2 ? Math.fma(step, i, start) : Math.fma(-step, count - i - 1, end);
    }
    return result;
  }

  private static float[] fromAlphaBar(DoubleUnaryOperator alphaBar, int count) {
    float[] betas = new float[count];
    for (int i = 0; i < count; i++) {
      double now = alphaBar.applyAsDouble((double) i / count);
      double next = alphaBar.applyAsDouble((double) (i + 1) / count);
      betas[i] = (float) Math.min(1 - next / now, 0.999);
    }
    return betas;
  }

  private static double laplaceAlphaBar(double t) {
    double spread = Math.log(1 - 2 * Math.abs(0.5 - t) + 1e-6);
    double snr = Math.exp(-0.5 * Math.copySign(1, 0.5 - t) * spread);
    return Math.sqrt(snr / (1 + snr));
  }
}
