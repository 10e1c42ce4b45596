package dev.gen.schedule;

import java.util.Arrays;
import java.util.Optional;

/**
 * Spaces the steps of the samplers that follow k-diffusion: timesteps may be fractional, and noise
 * level choices stay within the model's own spacing.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContinuousGrid {

  private final NoiseSchedule schedule;
  private final SchedulerConfig config;
  private final Rounding rounding;
  private final TimestepSpacing spacing;
  private final Optional<SigmaSchedule> ownSigmas;
  private final boolean logarithmic;
  private final boolean endsAtMinimum;

  /** What becomes of fractional timesteps. */
  public enum Rounding {
    /** They stay. */
    NONE,
    /** They become whole if the noise levels are those of Karras et al. */
    KARRAS
  }

  /** Reads a model's settings. */
  public ContinuousGrid(SchedulerConfig config, Rounding rounding) {
    this.config = config;
    this.rounding = rounding;
    schedule = NoiseSchedule.of(config).withFiniteTerminal();
    spacing = TimestepSpacing.of(config, TimestepSpacing.LINSPACE);
    ownSigmas = SigmaKind.of(config);
    logarithmic = config.word("interpolation_type", "linear").equals("log_linear");
    endsAtMinimum = config.word("final_sigmas_type", "zero").equals("sigma_min");
  }

  /** Returns the point at a noise level, with the timestep that belongs to it. */
  public SigmaGrid.Point pointAt(double sigma) {
    return new SigmaGrid.Point((float) schedule.timestep(sigma), (float) sigma);
  }

  /**
   * Returns what unit noise is multiplied by before the first step.
   *
   * @param sigma the first noise level
   */
  public double initialScale(double sigma) {
    return spacing == TimestepSpacing.LEADING ? Math.hypot(sigma, 1) : sigma;
  }

  /** Spaces a run of the given length. */
  public SigmaGrid grid(int steps, Optional<SigmaSchedule> chosen) {
    int offset = config.integer("steps_offset", 0);
    double[] timesteps = spacing.inclusive(schedule.trainSteps(), steps, offset);
    double[] sigmas = Arrays.stream(timesteps).map(t -> schedule.sigma((float) t)).toArray();
    double end = endsAtMinimum ? schedule.sigma(0) : 0;
    Optional<SigmaSchedule> choice = chosen.or(() -> ownSigmas);
    if (choice.isPresent()) {
      sigmas = choice.get().sigmas(range(sigmas), steps);
      boolean rounds = rounding == Rounding.KARRAS && choice.get() == SigmaKind.KARRAS;
      timesteps = Arrays.stream(sigmas).map(schedule::timestep).toArray();
      timesteps = rounds ? Arrays.stream(timesteps).map(Math::rint).toArray() : timesteps;
    } else if (logarithmic) {
      double[] oneMore = SigmaKind.EXPONENTIAL.sigmas(SigmaRange.of(schedule), steps + 1);
      sigmas = Arrays.copyOf(oneMore, timesteps.length);
      end = oneMore[timesteps.length];
    }
    return SigmaGrid.of(continuousTime() ? logTimesteps(sigmas) : timesteps, sigmas, end);
  }

  private SigmaRange range(double[] spaced) {
    double min = config.number("sigma_min", (float) spaced[spaced.length - 1]);
    return new SigmaRange(schedule, min, config.number("sigma_max", (float) spaced[0]));
  }

  /** Whether the network is told ln(σ)/4 (Karras et al. 2022, arXiv:2206.00364, table 1). */
  private boolean continuousTime() {
    return config.word("timestep_type", "discrete").equals("continuous")
        && config.word("prediction_type", "epsilon").equals("v_prediction");
  }

  private static double[] logTimesteps(double[] sigmas) {
    return Arrays.stream(sigmas).map(sigma -> 0.25 * Math.log(sigma)).toArray();
  }
}
