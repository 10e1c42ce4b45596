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
