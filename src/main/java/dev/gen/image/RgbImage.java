package dev.gen.image;

import dev.gen.error.InferenceException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/**
 * A picture of 8-bit red, green and blue.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code height * width * 3} bytes, rows from the top, each pixel red, green, blue;
 *     owned by the picture, for reading only
 */
public record RgbImage(int width, int height, byte[] rgb) {

  static final int CHANNELS = 3;

  /** Refuses sizes that do not fit the pixels. */
  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(width, height) * CHANNELS) {
      throw new IllegalArgumentException(
          rgb.length + " bytes for a picture of " + width + "x" + height);
    }
  }

  /**
   * Rounds what a decoder gives to pixels: {@code round(255 * clamp(v / 2 + 0.5))}, halves to even,
   * computed in single precision as diffusers does ({@code VaeImageProcessor}).
   *
   * @param picture {@code [1, 3, h, w]}; -1 is dark and 1 is bright, what lies beyond is clamped
   * @throws InferenceException if a value is not a number, which would come out black
   */
  public static RgbImage fromTensor(FloatTensor picture) {
    Shape shape = picture.shape();
    if (shape.rank() != 4 || shape.size(0) != 1 || shape.size(1) != CHANNELS) {
      throw new IllegalArgumentException("a picture is [1, 3, h, w], not " + shape);
    }
    int plane = shape.size(2) * shape.size(3);
    byte[] rgb = new byte[plane * CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      float value = picture.get(i % CHANNELS * plane + i / CHANNELS);
      if (Float.isNaN(value)) {
        throw new InferenceException(
            "the decoder gave a value that is not a number, at pixel "
                + i / CHANNELS
                + " of "
                + plane
                + "; a 16-bit decoder may have overflowed, so try one of 32 bits");
      }
      float unit = Math.min(1, Math.max(0, value * 0.5f + 0.5f));
      rgb[i] = (byte) Math.rint(unit * 255f);
    }
    return new RgbImage(shape.size(3), shape.size(2), rgb);
  }

  /** Returns the picture as an encoder takes it: {@code [1, 3, h, w]} in [-1, 1]. */
  public FloatTensor toTensor() {
    int plane = width * height;
    float[] values = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      values[i % CHANNELS * plane + i / CHANNELS] = 2 * ((rgb[i] & 0xFF) / 255f) - 1;
    }
    return FloatTensor.of(new Shape(1, CHANNELS, height, width), values);
  }

  /**
   * Returns the picture as a mask {@code [1, 1, h, w]}: 1 where it is of at least half brightness,
   * to be painted anew, and 0 where it is darker, to be kept.
   */
  public FloatTensor toMask() {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = brightness(i % width, i / width) >= 0.5 ? 1 : 0;
    }
    return FloatTensor.of(new Shape(1, 1, height, width), values);
  }

  /** Luma of ITU-R BT.601, 0 to 1, as Pillow's mode L. */
  private double brightness(int x, int y) {
    return (299 * at(x, y, 0) + 587 * at(x, y, 1) + 114 * at(x, y, 2)) / 255_000.0;
  }

  /** Returns a channel of a pixel, 0 to 255; channel 0 is red. */
  public int at(int x, int y, int channel) {
    return rgb[(y * width + x) * CHANNELS + channel] & 0xFF;
  }

  /** Returns the whole picture at another size; one of that size already as it is. */
  public RgbImage scaledTo(int targetWidth, int targetHeight, ResizeFilter filter) {
    return targetWidth == width && targetHeight == height
        ? this
        : Resampling.whole(this, targetWidth, targetHeight, filter);
  }

  /** Returns what lies within a rectangle of the picture, in pixels from its upper left. */
  public RgbImage cut(int left, int top, int cutWidth, int cutHeight) {
    byte[] part = new byte[cutWidth * cutHeight * CHANNELS];
    for (int y = 0; y < cutHeight; y++) {
      int from = ((top + y) * width + left) * CHANNELS;
      System.arraycopy(rgb, from, part, y * cutWidth * CHANNELS, cutWidth * CHANNELS);
    }
    return new RgbImage(cutWidth, cutHeight, part);
  }

  /**
   * Returns the picture scaled until it covers a size, with what sticks out cut off evenly at two
   * sides. A picture of that size already is returned as it is.
   *
   * @param targetWidth in pixels, at least 1
   * @param targetHeight in pixels, at least 1
   */
  public RgbImage fittedTo(int targetWidth, int targetHeight) {
    return targetWidth == width && targetHeight == height
        ? this
        : Resampling.cover(this, targetWidth, targetHeight);
  }
}
