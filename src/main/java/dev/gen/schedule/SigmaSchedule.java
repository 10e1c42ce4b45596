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

  /**
   * Chooses the noise levels of a flow run before they are shifted.
   *
   * @param even the evenly spaced ones, which a named schedule leaves alone
   */
  default double[] beforeShift(double[] even) {
    return even;
  }

  /**
   * Chooses the noise levels of a flow run after they were shifted.
   *
   * @param range the model's curve, and the ends of the shifted levels
   * @param shifted as many levels as the run has steps
   */
  default double[] afterShift(SigmaRange range, double[] shifted) {
    return sigmas(range, shifted.length);
  }
}
