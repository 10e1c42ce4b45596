package dev.gen.image;

import dev.gen.error.InvalidRequestException;

/**
 * How far two pictures of the same size are apart.
 *
 * @param largest difference of a colour of a pixel, 0 to 255 levels
 * @param mean of all differences, in levels
 * @param share of the pixels that differ at all, 0 to 1
 */
public record PictureDifference(int largest, double mean, double share) {

  /**
   * Compares two pictures.
   *
   * @throws InvalidRequestException if their sizes differ
   */
  public static PictureDifference of(RgbImage one, RgbImage other) {
    requireSameSize(one, other);
    byte[] a = one.rgb();
    byte[] b = other.rgb();
    int largest = 0;
    long sum = 0;
    int differing = 0;
    for (int pixel = 0; pixel < a.length; pixel += 3) {
      boolean same = true;
      for (int i = pixel; i < pixel + 3; i++) {
        int difference = Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        largest = Math.max(largest, difference);
        sum += difference;
        same &= difference == 0;
      }
      differing += same ? 0 : 1;
    }
    return new PictureDifference(
        largest, (double) sum / a.length, (double) differing / (a.length / 3));
  }

  /**
   * Returns the differences as a picture: black where there is none, the largest one at full light.
   *
   * @throws InvalidRequestException if the sizes differ
   */
  public static RgbImage shown(RgbImage one, RgbImage other) {
    int largest = Math.max(1, of(one, other).largest());
    byte[] a = one.rgb();
    byte[] b = other.rgb();
    byte[] shown = new byte[a.length];
    for (int i = 0; i < a.length; i++) {
      shown[i] = (byte) (Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)) * 255 / largest);
    }
    return new RgbImage(one.width(), one.height(), shown);
  }

  static void requireSameSize(RgbImage one, RgbImage other) {
    if (one.width() != other.width() || one.height() != other.height()) {
      throw new InvalidRequestException(
          "the pictures are %dx%d and %dx%d; only pictures of one size can be compared"
              .formatted(one.width(), one.height(), other.width(), other.height()));
    }
  }

  /** Returns whether no pixel differs. */
  public boolean isNone() {
    return largest == 0;
  }
}
