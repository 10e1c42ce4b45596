package dev.gen.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * How a camera was held, as the EXIF tag of that name tells it.
 *
 * <p>The constants are in the order of the tag's values 1 to 8: where the stored picture's first
 * row and first column belong.
 */
enum Orientation {
  TOP_LEFT,
  TOP_RIGHT,
  BOTTOM_RIGHT,
  BOTTOM_LEFT,
  LEFT_TOP,
  RIGHT_TOP,
  RIGHT_BOTTOM,
  LEFT_BOTTOM;

  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int VERSION = 42;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;

  /**
   * Reads the tag in the first directory of a TIFF file, which EXIF data is as well; upright where
   * there is none, or none that can be read.
   *
   * @param tiff at its start; moved
   */
  static Orientation ofTiff(ImageInputStream tiff) throws IOException {
    try {
      boolean little = tiff.readUnsignedShort() == LITTLE_ENDIAN;
      tiff.setByteOrder(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      if (tiff.readUnsignedShort() != VERSION) {
        return TOP_LEFT;
      }
      tiff.seek(tiff.readUnsignedInt());
      for (int entries = tiff.readUnsignedShort(); entries > 0; entries--) {
        boolean wanted = tiff.readUnsignedShort() == TAG & tiff.readUnsignedShort() == SHORT;
        tiff.skipBytes(4);
        int value = tiff.readUnsignedShort();
        tiff.skipBytes(2);
        if (wanted) {
          return value >= 1 && value <= values().length ? values()[value - 1] : TOP_LEFT;
        }
      }
    } catch (EOFException e) {
      // No picture is refused for what is said beside it.
    } finally {
      tiff.setByteOrder(ByteOrder.BIG_ENDIAN);
    }
    return TOP_LEFT;
  }

  /** Returns a picture as it was seen, from how it was stored. */
  RgbImage upright(RgbImage stored) {
    if (this == TOP_LEFT) {
      return stored;
    }
    boolean turned = ordinal() >= LEFT_TOP.ordinal();
    int width = turned ? stored.height() : stored.width();
    int height = turned ? stored.width() : stored.height();
    byte[] rgb = new byte[stored.rgb().length];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = sourceColumn(x, y, stored.width() - 1);
        int row = sourceRow(x, y, stored.height() - 1);
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          rgb[at++] = (byte) stored.at(column, row, channel);
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private int sourceColumn(int x, int y, int last) {
    return switch (this) {
      case TOP_LEFT, BOTTOM_LEFT -> x;
      case TOP_RIGHT, BOTTOM_RIGHT -> last - x;
      case LEFT_TOP, RIGHT_TOP -> y;
      case RIGHT_BOTTOM, LEFT_BOTTOM -> last - y;
    };
  }

  private int sourceRow(int x, int y, int last) {
    return switch (this) {
      case TOP_LEFT, TOP_RIGHT -> y;
      case BOTTOM_RIGHT, BOTTOM_LEFT -> last - y;
      case LEFT_TOP, LEFT_BOTTOM -> x;
      case RIGHT_TOP, RIGHT_BOTTOM -> last - x;
    };
  }
}
