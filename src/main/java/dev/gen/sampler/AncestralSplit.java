package dev.gen.sampler;

/**
 * A step's share of determinism and of fresh noise: down² + up² = σ_to² (Song et al. 2021,
 * arXiv:2010.02502, equation 16, with the picture's weight at 1).
 *
 * @param down the noise level that the deterministic part goes down to
 * @param up the deviation of the fresh noise that is added on top
 */
record AncestralSplit(double down, double up) {

  /**
   * Splits a step.
   *
   * @param eta the share of the noise of the reverse diffusion, 0 (none) to 1
   */
  static AncestralSplit of(double from, double to, double eta) {
    double full = Math.sqrt(to * to * (from * from - to * to) / (from * from));
    double up = Math.min(to, eta * full);
    return new AncestralSplit(Math.sqrt(to * to - up * up), up);
  }
}
