package dev.gen.checkpoint.adapter;

/**
 * How arbitrary square matrices B are made into rotations {@code (I + Q)(I - Q)^-1} with {@code Q =
 * factor (B - B^T)}: Cayley's transform.
 *
 * @param factor of Q; a negative one turns the other way
 * @param bound how long all Q of a layer may be together, per output, before they are shortened; 0
 *     for any length
 * @param terms with how many terms of Neumann's series {@code I + 2 Q + 2 Q^2 + ...} the transform
 *     was approximated in training, and is here; 0 for the transform itself
 */
record Cayley(double factor, double bound, int terms) {

  private static final double SMALL = 1e-8;

  /** More terms than this change no digit of a float where the series converges at all. */
  private static final int MOST_TERMS = 100;

  /** LyCORIS' and kohya's. */
  static Cayley bounded(double bound) {
    return new Cayley(1, bound, 0);
  }

  /** That of PEFT for whole matrices: {@code (I - S)(I + S)^-1}, {@code S = (B - B^T) / 2}. */
  static Cayley ofHalves() {
    return new Cayley(-0.5, 0, 0);
  }

  /** That of PEFT for upper triangles, which turns the other way if it is no series. */
  static Cayley ofTriangles(int terms) {
    return new Cayley(terms > 0 ? 1 : -1, 0, Math.min(terms, MOST_TERMS));
  }

  /**
   * Replaces every matrix.
   *
   * @param blocks square matrices one after the other; overwritten
   * @param size rows of one
   * @param outputs of the layer
   */
  void rotateInPlace(float[] blocks, int size, int outputs) {
    double length = SMALL + Math.sqrt(squares(blocks, size)) * Math.abs(factor);
    double longest = bound > 0 ? bound * outputs : Double.POSITIVE_INFINITY;
    double each = length > longest ? factor * longest / length : factor;
    for (int at = 0; at < blocks.length; at += size * size) {
      double[][] rotation = rotation(skew(blocks, at, size, each));
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          blocks[at + i * size + j] = (float) rotation[i][j];
        }
      }
    }
  }

  private double[][] rotation(double[][] skew) {
    return terms > 0 ? series(skew, terms) : transform(skew);
  }

  /** (I + Q)(I - Q)^-1 = 2 (I - Q)^-1 - I, for I + Q = 2 I - (I - Q). */
  private static double[][] transform(double[][] skew) {
    int size = skew.length;
    for (int i = 0; i < size * size; i++) {
      skew[i / size][i % size] = (i / size == i % size ? 1 : 0) - skew[i / size][i % size];
    }
    double[][] result = inverse(skew);
    for (int i = 0; i < size * size; i++) {
      result[i / size][i % size] = 2 * result[i / size][i % size] - (i / size == i % size ? 1 : 0);
    }
    return result;
  }

  /** The last power of three and more counts once, as PEFT has it since version 0.18. */
  private static double[][] series(double[][] skew, int terms) {
    int last = terms < 3 ? terms - 1 : Math.max(3, terms - 1);
    double[][] power = identity(skew.length);
    double[][] result = identity(skew.length);
    for (int exponent = 1; exponent <= last; exponent++) {
      power = product(power, skew);
      int times = exponent == last && last >= 3 ? 1 : 2;
      for (int i = 0; i < power.length; i++) {
        for (int j = 0; j < power.length; j++) {
          result[i][j] += times * power[i][j];
        }
      }
    }
    return result;
  }

  private static double[][] identity(int size) {
    double[][] result = new double[size][size];
    for (int i = 0; i < size; i++) {
      result[i][i] = 1;
    }
    return result;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] result = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a.length; k++) {
        for (int j = 0; j < a.length; j++) {
          result[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return result;
  }

  private static double squares(float[] blocks, int size) {
    double sum = 0;
    for (int at = 0; at < blocks.length; at++) {
      int column = at % size;
      int row = at / size % size;
      double q = blocks[at] - blocks[at + (column - row) * (size - 1)];
      sum += q * q;
    }
    return sum;
  }

  /** Returns Q of one block. */
  private static double[][] skew(float[] blocks, int at, int size, double factor) {
    double[][] result = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        result[i][j] = factor * (blocks[at + i * size + j] - blocks[at + j * size + i]);
      }
    }
    return result;
  }

  /**
   * Inverts in place by Gauss and Jordan. No pivots are sought: the symmetric part of I - Q is I,
   * so none is ever zero.
   */
  private static double[][] inverse(double[][] matrix) {
    int size = matrix.length;
    for (int pivot = 0; pivot < size; pivot++) {
      double[] own = matrix[pivot];
      double factor = 1 / own[pivot];
      own[pivot] = 1;
      for (int j = 0; j < size; j++) {
        own[j] *= factor;
      }
      for (int i = 0; i < size; i++) {
        if (i != pivot) {
          double[] row = matrix[i];
          double times = row[pivot];
          row[pivot] = 0;
          for (int j = 0; j < size; j++) {
            row[j] -= times * own[j];
          }
        }
      }
    }
    return matrix;
  }
}
