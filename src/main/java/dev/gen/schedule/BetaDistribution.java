package dev.gen.schedule;

/**
 * The beta distribution on [0, 1], for its quantiles.
 *
 * <p>Exists for one noise level choice. The distribution function is the regularised incomplete
 * beta function by its continued fraction (Press et al., Numerical Recipes, section 6.4).
 *
 * @param a the first shape, above 0
 * @param b the second shape, above 0
 */
record BetaDistribution(double a, double b) {

  /** Returns x for which {@code cumulative(x)} is the given probability, 0 to 1. */
  double quantile(double probability) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 200 && high - low > Math.ulp(low); i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return probability == 0 ? 0 : high;
  }

  /** Returns the probability of a value up to x. */
  double cumulative(double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  /** Evaluates the continued fraction by Lentz's method. */
  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m < 300; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      result *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      result *= d * c;
      if (Math.abs(d * c - 1) < 1e-16) {
        break;
      }
    }
    return result;
  }

  /** Returns ln Γ(x) for x above 0: Stirling's series after moving the argument up. */
  private static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 15) {
      shift -= Math.log(z);
      z++;
    }
    double r = 1 / (z * z);
    double series = (1 / 12.0 - r * (1 / 360.0 - r * (1 / 1260.0 - r / 1680))) / z;
    return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
  }
}
