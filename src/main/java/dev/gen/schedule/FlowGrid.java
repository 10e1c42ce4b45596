package dev.gen.schedule;

import dev.gen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Spaces the steps of flow matching (Lipman et al. 2022, arXiv:2210.02747), whose noise levels run
 * from 1 to 0 and are shifted for the size of the picture.
 *
 * <p>Immutable and thread-safe.
 */
public final class FlowGrid {

  /** How far σ stays below 1 where it must. */
  private static final double NEARLY_NOTHING = 1e-6;

  private final SchedulerConfig config;
  private final FlowShift staticShift;
  private final double last;
  private final int beyond;

  /**
   * Sets the even spacing before the shift.
   *
   * @param last the noise level where even spacing from 1 arrives
   * @param beyond 0 if the last step starts there, 1 if it would be the one after
   */
  private FlowGrid(SchedulerConfig config, FlowShift staticShift, double last, int beyond) {
    this.config = config;
    this.staticShift = staticShift;
    this.last = last;
    this.beyond = beyond;
  }

  /** Reads the settings of a flow scheduler. A static shift is applied to the ends as well. */
  public static FlowGrid of(SchedulerConfig config) {
    int trainSteps = config.integer("num_train_timesteps", 1000);
    double named = config.number("shift", config.number("flow_shift", 1));
    FlowShift shift = new FlowShift(trainSteps, named);
    double smallest = 1.0 / trainSteps;
    return new FlowGrid(config, shift, isDynamic(config) ? smallest : shift.shifted(smallest), 0);
  }

  /** Reads the settings of a UniPC scheduler over a flow model. */
  public static FlowGrid ofUniPc(SchedulerConfig config) {
    int trainSteps = config.integer("num_train_timesteps", 1000);
    FlowShift shift = new FlowShift(trainSteps, config.number("flow_shift", 1));
    return new FlowGrid(config, shift, 1.0 / trainSteps, 1);
  }

  /**
   * Spaces a run of the given length.
   *
   * @param dynamicShift μ; needed by models whose shift depends on the size of the picture
   */
  public SigmaGrid grid(int steps, Optional<SigmaSchedule> chosen, OptionalDouble dynamicShift) {
    double[] sigmas = sigmas(steps, chosen, dynamicShift);
    boolean inverted = config.flag("invert_sigmas", false);
    double[] levels = Arrays.stream(sigmas).map(s -> inverted ? 1 - (float) s : s).toArray();
    int trainSteps = staticShift.trainSteps();
    double[] timesteps = Arrays.stream(levels).map(s -> (float) s * trainSteps).toArray();
    return SigmaGrid.of(timesteps, levels, inverted ? 1 : 0);
  }

  /**
   * Spaces a run of the given length for UniPC: σ stays below 1, where λ would be infinite, and
   * timesteps are whole.
   *
   * @param end where the last step arrives
   */
  public SigmaGrid gridBelowOne(
      int steps,
      Optional<SigmaSchedule> chosen,
      OptionalDouble dynamicShift,
      DiscreteGrid.End end) {
    double[] sigmas = sigmas(steps, chosen, dynamicShift);
    sigmas[0] = Math.abs(sigmas[0] - 1) < NEARLY_NOTHING ? sigmas[0] - NEARLY_NOTHING : sigmas[0];
    int trainSteps = staticShift.trainSteps();
    double[] timesteps = Arrays.stream(sigmas).map(s -> (int) (s * trainSteps)).toArray();
    double last = sigmas[sigmas.length - 1];
    return SigmaGrid.of(timesteps, sigmas, end == DiscreteGrid.End.ZERO ? 0 : last);
  }

  private double[] sigmas(int steps, Optional<SigmaSchedule> chosen, OptionalDouble dynamicShift) {
    FlowShift shift = isDynamic(config) ? dynamicShift(dynamicShift) : staticShift;
    Optional<SigmaSchedule> choice = chosen.or(() -> SigmaKind.of(config));
    double[] even = even(steps);
    double[] unshifted = choice.map(schedule -> schedule.beforeShift(even)).orElse(even);
    double[] sigmas = stretched(Arrays.stream(unshifted).map(shift::shifted).toArray());
    if (choice.isPresent()) {
      double min = sigmas[sigmas.length - 1];
      sigmas = choice.get().afterShift(new SigmaRange(shift, min, sigmas[0]), sigmas);
    }
    if (sigmas[0] > 1) {
      throw new InvalidRequestException(
          "This flow model's noise levels are at most 1, but the sigmas start at " + sigmas[0]);
    }
    return sigmas;
  }

  private FlowShift dynamicShift(OptionalDouble mu) {
    double given =
        mu.orElseThrow(
            () -> new InvalidRequestException("This model's shift depends on the picture's size"));
    boolean linear = config.word("time_shift_type", "exponential").equals("linear");
    return new FlowShift(staticShift.trainSteps(), linear ? given : Math.exp(given));
  }

  private double[] even(int steps) {
    double[] result = new double[steps];
    int gaps = Math.max(steps - 1 + beyond, 1);
    Arrays.setAll(result, i -> 1 + i * ((last - 1) / gaps));
    return result;
  }

  private static boolean isDynamic(SchedulerConfig config) {
    return config.flag("use_dynamic_shifting", false);
  }

  /** Stretches 1 - σ so that the last level is the model's {@code shift_terminal}. */
  private double[] stretched(double[] sigmas) {
    double terminal = config.number("shift_terminal", 0);
    if (terminal == 0) {
      return sigmas;
    }
    double scale = (1 - sigmas[sigmas.length - 1]) / (1 - terminal);
    return Arrays.stream(sigmas).map(sigma -> 1 - (1 - sigma) / scale).toArray();
  }
}
