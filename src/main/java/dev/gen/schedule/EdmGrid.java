package dev.gen.schedule;

import java.util.Arrays;
import java.util.Optional;

/**
 * Spaces the steps of EDM models, which have no training timesteps: the network is told ln(σ)/4
 * (Karras et al. 2022, arXiv:2206.00364, table 1).
 *
 * <p>Immutable and thread-safe.
 */
public final class EdmGrid {

  private final int trainSteps;
  private final double min;
  private final double max;
  private final SigmaSchedule ownSigmas;
  private final boolean endsAtZero;

  /** Reads a model's settings. */
  public EdmGrid(SchedulerConfig config) {
    trainSteps = config.integer("num_train_timesteps", 1000);
    min = config.number("sigma_min", 0.002);
    max = config.number("sigma_max", 80);
    endsAtZero = config.word("final_sigmas_type", "zero").equals("zero");
    double rho = config.number("rho", 7);
    boolean exponential = config.word("sigma_schedule", "karras").equals("exponential");
    ownSigmas =
        exponential ? EdmGrid::exponential : (range, steps) -> SigmaKind.karras(range, steps, rho);
  }

  /** Returns whether the last step arrives at the clean picture. */
  public boolean endsAtZero() {
    return endsAtZero;
  }

  /** Returns what unit noise is multiplied by before the first step. */
  public double initialScale() {
    return Math.hypot(max, 1);
  }

  /** Spaces a run of the given length. */
  public SigmaGrid grid(int steps, Optional<SigmaSchedule> chosen) {
    SigmaRange range = new SigmaRange(new LogTime(trainSteps, min, max), min, max);
    double[] sigmas = chosen.orElse(ownSigmas).sigmas(range, steps);
    double[] timesteps = Arrays.stream(sigmas).map(range.curve()::timestep).toArray();
    return SigmaGrid.of(timesteps, sigmas, endsAtZero ? 0 : sigmas[sigmas.length - 1]);
  }

  /** Spaces evenly in ln σ; a single step starts at the lowest σ, as in the reference. */
  private static double[] exponential(SigmaRange range, int steps) {
    return steps == 1 ? new double[] {range.min()} : SigmaKind.EXPONENTIAL.sigmas(range, steps);
  }

  /** Even steps in ln σ stand in for the training timesteps; the network is told ln(σ)/4. */
  private record LogTime(int trainSteps, double min, double max) implements NoiseCurve {

    @Override
    public double sigma(double timestep) {
      double share = timestep / (trainSteps - 1);
      return Math.exp(Math.log(min) + share * Math.log(max / min));
    }

    @Override
    public double timestep(double sigma) {
      return 0.25 * Math.log(sigma);
    }
  }
}
