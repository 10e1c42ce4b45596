package dev.gen.sampler;

/** Arithmetic on polynomials given by their coefficients, the constant one first. */
final class Polynomial {

  private Polynomial() {}

  /** Returns {@code p(x)·(constant + slope·x)}. */
  static double[] times(double[] p, double constant, double slope) {
    double[] product = new double[p.length + 1];
    for (int i = 0; i < p.length; i++) {
      product[i] += constant * p[i];
      product[i + 1] += slope * p[i];
    }
    return product;
  }

  /** Returns p', which has one coefficient less. */
  static double[] derivative(double[] p) {
    double[] result = new double[p.length - 1];
    for (int i = 1; i < p.length; i++) {
      result[i - 1] = i * p[i];
    }
    return result;
  }

  /** Returns p(x). */
  static double at(double[] p, double x) {
    double value = 0;
    for (int i = p.length - 1; i >= 0; i--) {
      value = value * x + p[i];
    }
    return value;
  }
}
