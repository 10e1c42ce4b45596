package dev.gen.server.desk;

import dev.gen.image.RgbImage;
import dev.gen.tensor.FloatTensor;
import java.util.Optional;

/**
 * What the numbers of a latent look like, learned from finished pictures.
 *
 * <p>A cell of a latent and the mean colour of the pixels that it becomes are close to linear in
 * each other, for every autoencoder that is known; for models of whole pixels they are the same.
 * Least squares over the cells of all pictures so far gives the map, so no table of constants for
 * each family is needed, and there is a preview from a model's second picture on. Thread-safe.
 */
final class LatentColours {

  private static final int COLOURS = 3;

  /** Keeps the equations solvable where a channel never changed. */
  private static final double RIDGE = 1e-3;

  private int channels;
  private double[][] products;
  private double[][] targets;
  private double[][] map;

  /**
   * Learns from a picture.
   *
   * @param latent {@code [1, c, h, w]}, clean, not modified
   * @param picture of a whole multiple of its size
   */
  synchronized void learn(FloatTensor latent, RgbImage picture) {
    int c = latent.shape().size(1);
    int h = latent.shape().size(2);
    int w = latent.shape().size(3);
    if (c != channels) {
      channels = c;
      products = new double[c + 1][c + 1];
      targets = new double[c + 1][COLOURS];
    }
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double[] cell = cell(latent, y * w + x);
        double[] colour = colour(picture, x, y, w, h);
        for (int i = 0; i <= c; i++) {
          for (int j = 0; j <= c; j++) {
            products[i][j] += cell[i] * cell[j];
          }
          for (int k = 0; k < COLOURS; k++) {
            targets[i][k] += cell[i] * colour[k];
          }
        }
      }
    }
    map = solved();
  }

  private static double[] cell(FloatTensor latent, int at) {
    int c = latent.shape().size(1);
    int plane = latent.shape().size(2) * latent.shape().size(3);
    double[] cell = new double[c + 1];
    for (int i = 0; i < c; i++) {
      cell[i] = latent.get(i * plane + at);
    }
    cell[c] = 1;
    return cell;
  }

  /** Returns the mean colour, 0 to 255, of the pixels of a cell. */
  private static double[] colour(RgbImage picture, int x, int y, int w, int h) {
    int wide = picture.width() / w;
    int high = picture.height() / h;
    double[] sum = new double[COLOURS];
    for (int i = 0; i < wide * high; i++) {
      for (int k = 0; k < COLOURS; k++) {
        sum[k] += picture.at(x * wide + i % wide, y * high + i / wide, k);
      }
    }
    for (int k = 0; k < COLOURS; k++) {
      sum[k] /= wide * high;
    }
    return sum;
  }

  /** Solves the normal equations by Gauss and Jordan, with the largest pivot of each column. */
  private double[][] solved() {
    int n = channels + 1;
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = java.util.Arrays.copyOf(products[i], n + COLOURS);
      rows[i][i] += RIDGE;
      System.arraycopy(targets[i], 0, rows[i], n, COLOURS);
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        pivot = Math.abs(rows[i][column]) > Math.abs(rows[pivot][column]) ? i : pivot;
      }
      double[] row = rows[pivot];
      rows[pivot] = rows[column];
      rows[column] = row;
      for (int i = 0; i < n; i++) {
        double share = i == column ? 0 : rows[i][column] / row[column];
        for (int j = column; j < n + COLOURS; j++) {
          rows[i][j] -= share * row[j];
        }
      }
    }
    double[][] solution = new double[n][COLOURS];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < COLOURS; k++) {
        solution[i][k] = rows[i][n + k] / rows[i][i];
      }
    }
    return solution;
  }

  /**
   * Returns what a latent looks like, a pixel a cell; empty before anything was learned.
   *
   * @param latent {@code [1, c, h, w]}, not modified
   */
  synchronized Optional<RgbImage> picture(FloatTensor latent) {
    int h = latent.shape().size(2);
    int w = latent.shape().size(3);
    if (map == null || latent.shape().size(1) != channels) {
      return Optional.empty();
    }
    byte[] rgb = new byte[h * w * COLOURS];
    for (int at = 0; at < h * w; at++) {
      double[] cell = cell(latent, at);
      for (int k = 0; k < COLOURS; k++) {
        double value = 0;
        for (int i = 0; i <= channels; i++) {
          value += cell[i] * map[i][k];
        }
        rgb[at * COLOURS + k] = (byte) Math.round(Math.max(0, Math.min(255, value)));
      }
    }
    return Optional.of(new RgbImage(w, h, rgb));
  }
}
