package dev.gen.checkpoint.adapter;

/** Makes rotations out of arbitrary square matrices. */
final class Cayley {

  private static final double SMALL = 1e-8;

  private Cayley() {}

  /**
   * Replaces every matrix B by {@code (I + Q)(I - Q)^-1}, {@code Q = B - B^T}.
   *
   * @param blocks square matrices one after the other; overwritten
   * @param size rows of one
   * @param longest the greatest length of all Q together, above which they are shortened
   */
  static void rotate(float[] blocks, int size, double longest) {
    double length = SMALL + Math.sqrt(squares(blocks, size));
    double factor = length > longest ? longest / length : 1;
    for (int at = 0; at < blocks.length; at += size * size) {
      // (I + Q)(I - Q)^-1 = 2 (I - Q)^-1 - I, for I + Q = 2 I - (I - Q).
      double[][] inverse = inverse(difference(blocks, at, size, factor));
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          blocks[at + i * size + j] = (float) (2 * inverse[i][j] - (i == j ? 1 : 0));
        }
      }
    }
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

  /** Returns I - Q of one block. */
  private static double[][] difference(float[] blocks, int at, int size, double factor) {
    double[][] result = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double q = factor * (blocks[at + i * size + j] - blocks[at + j * size + i]);
        result[i][j] = (i == j ? 1 : 0) - q;
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
