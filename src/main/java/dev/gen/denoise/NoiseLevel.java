package dev.gen.denoise;

/**
 * A point on the way from noise to picture: {@code x = alpha * x0 + sigma * epsilon}.
 *
 * <p>The one description of a noise process that all samplers share. Variance-exploding samplers
 * (Euler, Heun, ...) have {@code alpha = 1}; variance-preserving ones (DDIM, DPM++, ...) have
 * {@code alpha² + sigma² = 1}; flow matching has {@code alpha = 1 - sigma}.
 *
 * @param timestep the number that the network is told; may be fractional
 * @param alpha the share of the clean picture, at least 0
 * @param sigma the share of the noise, at least 0
 */
public record NoiseLevel(double timestep, double alpha, double sigma) {

  /** The end of the way: no noise is left. */
  public static final NoiseLevel CLEAN = new NoiseLevel(0, 1, 0);

  /** Returns a level where the picture keeps weight 1: {@code x = x0 + sigma * epsilon}. */
  public static NoiseLevel exploding(double timestep, double sigma) {
    return new NoiseLevel(timestep, 1, sigma);
  }

  /** Returns a level of unit variance whose noise is sigma times as strong as the picture. */
  public static NoiseLevel preserving(double timestep, double sigma) {
    double alpha = 1 / Math.hypot(sigma, 1);
    return new NoiseLevel(timestep, alpha, sigma * alpha);
  }

  /** Returns a level on the straight path {@code x = (1 - sigma) * x0 + sigma * epsilon}. */
  public static NoiseLevel flow(double timestep, double sigma) {
    return new NoiseLevel(timestep, 1 - sigma, sigma);
  }

  /** Returns λ = ln(alpha / sigma), half the logarithm of the signal-to-noise ratio. */
  public double lambda() {
    return Math.log(alpha) - Math.log(sigma);
  }
}
