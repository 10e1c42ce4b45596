package dev.gen.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The noise level choices that have a name on the command line. */
public enum SigmaKind implements SigmaSchedule {
  /** Even steps in σ^(1/7) (Karras et al. 2022, arXiv:2206.00364, equation 5). */
  KARRAS {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      return karras(range, steps, 7);
    }
  },
  /** Even steps in ln σ. */
  EXPONENTIAL {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      double from = Math.log(range.max());
      double to = Math.log(range.min());
      return ramp(steps, share -> Math.exp(from + share * (to - from)));
    }
  },
  /** Dense at both ends (Lee et al. 2024, arXiv:2407.12173). */
  BETA {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      BetaDistribution beta = new BetaDistribution(0.6, 0.6);
      double span = range.max() - range.min();
      return ramp(steps, share -> range.min() + beta.quantile(1 - share) * span);
    }
  },
  /** Even steps in the log-SNR λ (Lu et al. 2022, arXiv:2206.00927, section 3.4). */
  LU {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      return EXPONENTIAL.sigmas(range, steps);
    }
  },
  /** Even steps in time, from the last timestep to the first. */
  NORMAL {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      double last = range.curve().trainSteps() - 1;
      return ramp(steps, share -> range.curve().sigma(last * (1 - share)));
    }
  },
  /** Even steps in time whose last one leads to the clean end (Stability's generative-models). */
  SGM_UNIFORM {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      double last = range.curve().trainSteps() - 1;
      return each(steps, i -> range.curve().sigma(last * (1 - (double) i / steps)));
    }
  },
  /** Every k-th timestep from the last one on. */
  SIMPLE {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      int count = range.curve().trainSteps();
      double stride = (double) count / steps;
      return each(steps, i -> range.curve().sigma(count - 1 - (int) (i * stride)));
    }
  },
  /** Even steps in arctan σ, which bounds the KL divergence (Sabour et al. 2024, appendix A). */
  KL_OPTIMAL {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      double from = Math.atan(range.max());
      double to = Math.atan(range.min());
      return ramp(steps, share -> Math.tan(from + share * (to - from)));
    }
  },
  /** "Align Your Steps" as optimised for Stable Diffusion 1.5 (Sabour et al. 2024, 2404.14507). */
  AYS {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      return logInterpolated(
          steps, 14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029);
    }
  },
  /** "Align Your Steps" as optimised for Stable Diffusion XL. */
  AYS_SDXL {
    @Override
    public double[] sigmas(SigmaRange range, int steps) {
      return logInterpolated(
          steps, 14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029);
    }
  };

  /** Finds a kind by its name in any case, with {@code -}, {@code _} or a space between words. */
  public static Optional<SigmaKind> named(String name) {
    String wanted = name.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    return Arrays.stream(values()).filter(kind -> kind.name().equals(wanted)).findFirst();
  }

  /** Finds the kind that a sampler's name ends in, as in {@code DPM++ 2M Karras}. */
  public static Optional<SigmaKind> atEndOf(String samplerName) {
    String name = samplerName.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    return Arrays.stream(values()).filter(kind -> name.endsWith("_" + kind.name())).findFirst();
  }

  /** Returns the kind that a model's settings switch on, if they do. */
  public static Optional<SigmaSchedule> of(SchedulerConfig config) {
    if (config.flag("use_karras_sigmas", false)) {
      return Optional.of(KARRAS);
    } else if (config.flag("use_exponential_sigmas", false)) {
      return Optional.of(EXPONENTIAL);
    } else if (config.flag("use_beta_sigmas", false)) {
      return Optional.of(BETA);
    }
    return config.flag("use_lu_lambdas", false) ? Optional.of(LU) : Optional.empty();
  }

  /** Returns the name as the command line spells it. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Spaces evenly in σ^(1/ρ); a higher ρ puts more steps near the clean end. */
  static double[] karras(SigmaRange range, int steps, double rho) {
    double from = Math.pow(range.max(), 1 / rho);
    double to = Math.pow(range.min(), 1 / rho);
    return ramp(steps, share -> Math.pow(from + share * (to - from), rho));
  }

  private interface Ramp {
    double at(double share);
  }

  private interface Indexed {
    double at(int index);
  }

  /** Runs a share from 0 to 1, both included. */
  private static double[] ramp(int steps, Ramp ramp) {
    return each(steps, i -> ramp.at(steps == 1 ? 0 : (double) i / (steps - 1)));
  }

  private static double[] each(int steps, Indexed value) {
    double[] result = new double[steps];
    Arrays.setAll(result, value::at);
    return result;
  }

  private static double[] logInterpolated(int steps, double... table) {
    return ramp(
        steps,
        share -> {
          double position = share * (table.length - 1);
          int low = Math.min((int) position, table.length - 2);
          double weight = position - low;
          return Math.exp((1 - weight) * Math.log(table[low]) + weight * Math.log(table[low + 1]));
        });
  }
}
