package dev.gen.schedule;

/**
 * The noise levels that a run may choose from.
 *
 * @param curve the model's map between timesteps and σ
 * @param min the last σ above zero
 * @param max the first σ
 */
public record SigmaRange(NoiseCurve curve, double min, double max) {

  /** Refuses a first level below the last. */
  public SigmaRange {
    if (!(min <= max)) {
      throw SchedulerConfig.wrong("sigma_min", min, "at most sigma_max, which is " + max);
    }
  }

  /** Returns everything that the model was trained on. */
  public static SigmaRange of(NoiseCurve curve) {
    return new SigmaRange(curve, curve.sigma(0), curve.sigma(curve.trainSteps() - 1));
  }
}
