package dev.gen.schedule;

import dev.gen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Spaces the steps of the exponential integrators (DPM-Solver and its kin): timesteps are whole,
 * and noise level choices span everything that the model was trained on.
 *
 * <p>Immutable and thread-safe.
 */
public final class DiscreteGrid {

  /** Where the last step arrives. */
  public enum End {
    /** At the clean picture. */
    ZERO,
    /** At the smallest trained noise level. */
    MINIMUM,
    /**
     * At the smallest trained noise level, or where the last step started from if it was chosen.
     */
    LAST;

    /** Returns what {@code final_sigmas_type} says, {@code minimum} standing for its sigma_min. */
    public static End of(SchedulerConfig config, End minimum) {
      String name = config.word("final_sigmas_type", "zero");
      return switch (name) {
        case "zero" -> ZERO;
        case "sigma_min" -> minimum;
        default -> throw SchedulerConfig.wrong("final_sigmas_type", name, "zero or sigma_min");
      };
    }
  }

  private final SchedulerConfig config;
  private final NoiseSchedule schedule;
  private final Optional<SigmaSchedule> ownSigmas;
  private final End end;

  /** Reads a model's settings. */
  public DiscreteGrid(SchedulerConfig config, End end) {
    this.config = config;
    this.end = end;
    schedule = NoiseSchedule.of(config).withFiniteTerminal();
    ownSigmas = SigmaKind.of(config);
  }

  /** Returns whether x = (1 - σ)·x0 + σ·ε, as in flow matching. */
  public boolean isFlow() {
    return config.flag("use_flow_sigmas", false);
  }

  /**
   * Spaces a run of the given length.
   *
   * @param dynamicShift μ, for flow models whose shift depends on the size of the picture
   */
  public SigmaGrid grid(int steps, Optional<SigmaSchedule> chosen, OptionalDouble dynamicShift) {
    Optional<SigmaSchedule> choice = chosen.or(() -> ownSigmas);
    if (choice.isPresent()) {
      return chosenGrid(choice.get(), steps);
    }
    return isFlow() ? flowGrid(steps, dynamicShift) : spacedGrid(steps);
  }

  private SigmaGrid chosenGrid(SigmaSchedule choice, int steps) {
    SigmaRange all = SigmaRange.of(schedule);
    double min = config.number("sigma_min", all.min());
    double max = config.number("sigma_max", all.max());
    double[] sigmas = choice.sigmas(new SigmaRange(schedule, min, max), steps);
    double[] timesteps;
    if (isFlow()) {
      sigmas = Arrays.stream(sigmas).map(sigma -> sigma / (sigma + 1)).toArray();
      timesteps = Arrays.stream(sigmas).map(s -> (int) (s * schedule.trainSteps())).toArray();
    } else {
      boolean truncates = choice == SigmaKind.EXPONENTIAL || choice == SigmaKind.BETA;
      timesteps = Arrays.stream(sigmas).map(schedule::timestep).toArray();
      Arrays.setAll(timesteps, i -> truncates ? (int) timesteps[i] : Math.rint(timesteps[i]));
    }
    return SigmaGrid.of(timesteps, sigmas, end(sigmas));
  }

  private SigmaGrid spacedGrid(int steps) {
    int trainSteps = schedule.trainSteps();
    double clip = config.number("lambda_min_clipped", Double.NEGATIVE_INFINITY);
    int usable = trainSteps - schedule.countBelow(clip);
    double[] timesteps =
        TimestepSpacing.of(config, TimestepSpacing.LINSPACE)
            .exclusive(trainSteps, usable, steps, config.integer("steps_offset", 0));
    for (int i = 1; i < timesteps.length; i++) {
      if (timesteps[i] >= timesteps[i - 1]) {
        throw new InvalidRequestException(
            "%d steps visit one of the model's %d noise levels twice; ask for fewer"
                .formatted(steps, trainSteps));
      }
    }
    double[] sigmas = Arrays.stream(timesteps).map(schedule::sigma).toArray();
    return SigmaGrid.of(timesteps, sigmas, end == End.ZERO ? 0 : schedule.sigma(0));
  }

  private SigmaGrid flowGrid(int steps, OptionalDouble dynamicShift) {
    int trainSteps = schedule.trainSteps();
    boolean dynamic = config.flag("use_dynamic_shifting", false) && dynamicShift.isPresent();
    double shift = dynamic ? Math.exp(dynamicShift.getAsDouble()) : config.number("flow_shift", 1);
    FlowShift flow = new FlowShift(trainSteps, shift);
    double[] sigmas = new double[steps];
    double step = (1 - 1.0 / trainSteps) / steps;
    Arrays.setAll(sigmas, i -> flow.shifted((steps - i) * step));
    double[] timesteps = Arrays.stream(sigmas).map(s -> (int) (s * trainSteps)).toArray();
    return SigmaGrid.of(timesteps, sigmas, end(sigmas));
  }

  private double end(double[] sigmas) {
    return switch (end) {
      case ZERO -> 0;
      case MINIMUM -> schedule.sigma(0);
      case LAST -> sigmas[sigmas.length - 1];
    };
  }
}
