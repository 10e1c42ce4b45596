package dev.gen.schedule;

/** A choice of noise levels for a run, made apart from the model's own spacing. */
public interface SigmaSchedule {

  /**
   * Chooses the noise levels of a run.
   *
   * @param range what the model offers
   * @param steps the number of levels wanted, at least 1
   * @return descending σ above zero; the clean end is not included
   */
  double[] sigmas(SigmaRange range, int steps);
}
