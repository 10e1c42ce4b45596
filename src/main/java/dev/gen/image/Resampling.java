package dev.gen.image;

import java.util.Arrays;

/**
 * Scales pictures with a filter that is widened where it makes them smaller.
 *
 * <p>The same filters and sampling points as Pillow's {@code resize(size, filter, box)}, which
 * diffusers uses, so results agree to one or two of 255 levels; Pillow rounds between its two
 * passes, this does not. See Lanczos resampling in Duchon, "Lanczos filtering in one and two
 * dimensions", J. Applied Meteorology 18 (1979).
 */
final class Resampling {

  private Resampling() {}

  /** Returns the centre of a picture at another size, as large as fills the size. */
  static RgbImage cover(RgbImage image, int width, int height) {
    double scale = Math.min((double) image.width() / width, (double) image.height() / height);
    return scaled(
        image,
        Axis.of(image.width(), width, scale, ResizeFilter.LANCZOS),
        Axis.of(image.height(), height, scale, ResizeFilter.LANCZOS));
  }

  /** Returns a whole picture at another size. */
  static RgbImage whole(RgbImage image, int width, int height, ResizeFilter filter) {
    return scaled(
        image,
        Axis.of(image.width(), width, (double) image.width() / width, filter),
        Axis.of(image.height(), height, (double) image.height() / height, filter));
  }

  private static RgbImage scaled(RgbImage image, Axis columns, Axis rows) {
    int width = columns.first.length;
    int height = rows.first.length;
    byte[] rgb = new byte[Math.multiplyExact(width * RgbImage.CHANNELS, height)];
    float[][] scaled = new float[rows.longest()][width * RgbImage.CHANNELS];
    int next = 0;
    for (int y = 0; y < height; y++) {
      // Source rows come in order, so only those that one target row mixes are kept.
      next = Math.max(next, rows.first[y]);
      for (; next < rows.first[y] + rows.weights[y].length; next++) {
        scaleRow(image, next, columns, scaled[next % scaled.length]);
      }
      mixRows(scaled, rows.first[y], rows.weights[y], rgb, y * scaled[0].length);
    }
    return new RgbImage(width, height, rgb);
  }

  /**
   * How pixels along one axis are mixed: target i is the sum over k of {@code weights[i][k]} times
   * source {@code first[i] + k}; the weights of a target add up to 1.
   */
  private record Axis(int[] first, double[][] weights) {

    /** Takes {@code scale} source pixels to a target pixel, around the middle of the source. */
    static Axis of(int sourceSize, int targetSize, double scale, ResizeFilter filter) {
      double offset = (sourceSize - targetSize * scale) / 2;
      double stretch = Math.max(scale, 1);
      double reach = filter.reach() * stretch;
      int[] first = new int[targetSize];
      double[][] weights = new double[targetSize][];
      for (int i = 0; i < targetSize; i++) {
        double centre = offset + (i + 0.5) * scale;
        first[i] = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(sourceSize, (int) (centre + reach + 0.5));
        weights[i] = new double[end - first[i]];
        double sum = 0;
        for (int k = 0; k < weights[i].length; k++) {
          weights[i][k] = weight((first[i] + k + 0.5 - centre) / stretch, filter);
          sum += weights[i][k];
        }
        for (int k = 0; k < weights[i].length; k++) {
          weights[i][k] /= sum;
        }
      }
      return new Axis(first, weights);
    }

    /** Returns how many source pixels a target mixes at most. */
    int longest() {
      return Arrays.stream(weights).mapToInt(mixed -> mixed.length).max().orElseThrow();
    }

    private static double weight(double x, ResizeFilter filter) {
      return Math.abs(x) < filter.reach() ? filter.weight(x) : 0;
    }
  }

  /** Scales one row, to {@code [target width][3]}. */
  private static void scaleRow(RgbImage image, int y, Axis axis, float[] result) {
    int at = 0;
    for (int x = 0; x < axis.first.length; x++) {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        double sum = 0;
        for (int k = 0; k < axis.weights[x].length; k++) {
          sum += axis.weights[x][k] * image.at(axis.first[x] + k, y, channel);
        }
        result[at++] = (float) sum;
      }
    }
  }

  /** Mixes the scaled rows from the first one on, and rounds. */
  private static void mixRows(float[][] scaled, int first, double[] weights, byte[] rgb, int at) {
    for (int i = 0; i < scaled[0].length; i++) {
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * scaled[(first + k) % scaled.length][i];
      }
      rgb[at + i] = (byte) Math.round(Math.min(255, Math.max(0, sum)));
    }
  }
}
