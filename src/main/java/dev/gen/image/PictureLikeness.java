package dev.gen.image;

/**
 * How alike two pictures of one size are.
 *
 * @param psnr peak signal-to-noise ratio over all colours in decibels: 20 log10(255 / root of the
 *     mean square of the differences); infinite for equal pictures
 * @param ssim structural similarity of their brightness, at most 1 (Wang, Bovik, Sheikh and
 *     Simoncelli 2004, IEEE Transactions on Image Processing 13(4), equation 13, averaged over all
 *     windows of 8x8 pixels)
 */
public record PictureLikeness(double psnr, double ssim) {

  private static final int WINDOW = 8;
  private static final double C1 = Math.pow(0.01 * 255, 2);
  private static final double C2 = Math.pow(0.03 * 255, 2);

  /**
   * Compares two pictures.
   *
   * @throws dev.gen.error.InvalidRequestException if their sizes differ
   */
  public static PictureLikeness of(RgbImage one, RgbImage other) {
    PictureDifference.requireSameSize(one, other);
    byte[] a = one.rgb();
    byte[] b = other.rgb();
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow((a[i] & 0xFF) - (b[i] & 0xFF), 2);
    }
    double psnr = 10 * Math.log10(255.0 * 255 * a.length / squares);
    return new PictureLikeness(psnr, ssim(one, other));
  }

  private static double ssim(RgbImage one, RgbImage other) {
    int height = Math.min(WINDOW, one.height());
    int width = Math.min(WINDOW, one.width());
    double sum = 0;
    int windows = 0;
    for (int y = 0; y + height <= one.height(); y++) {
      for (int x = 0; x + width <= one.width(); x++) {
        sum += window(one.cut(x, y, width, height), other.cut(x, y, width, height));
        windows++;
      }
    }
    return sum / windows;
  }

  private static double window(RgbImage one, RgbImage other) {
    int count = one.width() * one.height();
    double a = 0;
    double b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int pixel = 0; pixel < count; pixel++) {
      double p = brightness(one.rgb(), 3 * pixel);
      double q = brightness(other.rgb(), 3 * pixel);
      a += p / count;
      b += q / count;
      aa += p * p / count;
      bb += q * q / count;
      ab += p * q / count;
    }
    double varied = aa - a * a + bb - b * b;
    return (2 * a * b + C1) * (2 * (ab - a * b) + C2) / ((a * a + b * b + C1) * (varied + C2));
  }

  /** The luma of ITU-R BT.601. */
  private static double brightness(byte[] rgb, int at) {
    return 0.299 * (rgb[at] & 0xFF) + 0.587 * (rgb[at + 1] & 0xFF) + 0.114 * (rgb[at + 2] & 0xFF);
  }
}
