package dev.gen.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

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

  /** One byte between "Exif" and its data, besides the one that ends the name. */
  private static final int PADDING = 1;

  /**
   * Reads the tag of a JPEG file; upright where there is none, or none that can be read.
   *
   * @param file at its start; moved
   */
  static Orientation ofJpeg(ImageInputStream file) {
    try {
      List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(file, JPEG.APP1, "Exif");
      return segments.isEmpty() ? TOP_LEFT : of(segments.get(0));
    } catch (IOException | RuntimeException e) {
      return TOP_LEFT;
    }
  }

  private static Orientation of(JPEGSegment exif) throws IOException {
    InputStream tiff = exif.data();
    tiff.skipNBytes(PADDING);
    try (ImageInputStream in = new MemoryCacheImageInputStream(tiff)) {
      Entry entry = new TIFFReader().read(in).getEntryById(TIFF.TAG_ORIENTATION);
      int value = entry == null ? 1 : ((Number) entry.getValue()).intValue();
      return value >= 1 && value <= values().length ? values()[value - 1] : TOP_LEFT;
    }
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
