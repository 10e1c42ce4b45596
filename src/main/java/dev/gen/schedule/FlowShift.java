package dev.gen.schedule;

/**
 * The noise levels of flow matching, moved towards noise for large pictures.
 *
 * <pre>
 * u     = t / trainSteps, the noise level before shifting, 0 to 1
 * σ     = s·u / (1 + (s - 1)·u)        (Esser et al. 2024, arXiv:2403.03206, equation 23)
 * </pre>
 *
 * @param trainSteps the number of training timesteps
 * @param shift s, above 0; higher spends more steps near pure noise, 1 changes nothing
 */
public record FlowShift(int trainSteps, double shift) implements NoiseCurve {

  /**
   * Returns μ for a picture of the given size, linear in its size.
   *
   * @param config holds {@code base_shift}, {@code max_shift} and the sizes that they belong to
   * @param imageTokens the number of patches that the network sees
   */
  public static double dynamicShift(SchedulerConfig config, int imageTokens) {
    double smallSize = config.number("base_image_seq_len", 256);
    double smallShift = config.number("base_shift", 0.5);
    double largeSize = config.number("max_image_seq_len", 4096);
    double largeShift = config.number("max_shift", 1.15);
    double slope = (largeShift - smallShift) / (largeSize - smallSize);
    return imageTokens * slope + (smallShift - slope * smallSize);
  }

  /** Returns the shifted σ of an unshifted one. */
  public double shifted(double u) {
    return shift * u / (1 + (shift - 1) * u);
  }

  @Override
  public double sigma(double timestep) {
    return shifted(timestep / trainSteps);
  }

  /** Returns σ as a timestep: the network is told the shifted noise level. */
  @Override
  public double timestep(double sigma) {
    return sigma * trainSteps;
  }
}
