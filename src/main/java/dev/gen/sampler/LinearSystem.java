package dev.gen.sampler;

import java.util.Arrays;

/** Solves the few small linear systems that solvers' coefficients come from. */
final class LinearSystem {

  private LinearSystem() {}

  /**
   * Returns y with {@code matrix·y = right}, by Gaussian elimination with pivoting.
   *
   * @param matrix square and regular, row by row; not modified
   */
  static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOf(matrix[i], n + 1);
      rows[i][n] = right[i];
    }
    for (int column = 0; column < n; column++) {
      swapLargestUp(rows, column);
      for (int i = column + 1; i < n; i++) {
        double factor = rows[i][column] / rows[column][column];
        for (int j = column; j <= n; j++) {
          rows[i][j] -= factor * rows[column][j];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double rest = rows[i][n];
      for (int j = i + 1; j < n; j++) {
        rest -= rows[i][j] * solution[j];
      }
      solution[i] = rest / rows[i][i];
    }
    return solution;
  }

  private static void swapLargestUp(double[][] rows, int column) {
    int largest = column;
    for (int i = column + 1; i < rows.length; i++) {
      if (Math.abs(rows[i][column]) > Math.abs(rows[largest][column])) {
        largest = i;
      }
    }
    double[] row = rows[largest];
    rows[largest] = rows[column];
    rows[column] = row;
  }
}
