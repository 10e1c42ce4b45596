package dev.gen.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Turns pictures of every kind of pixel into 8-bit red, green and blue.
 *
 * <p>The numbers are taken as they are stored and scaled to 8 bits; colour profiles are not
 * applied. (The JDK's own conversion takes grey for linear light and would brighten it.)
 */
final class Pixels {

  private Pixels() {}

  /**
   * Converts a picture.
   *
   * @param background grey level, 0 to 255, on which transparent pixels are laid
   * @throws UnsupportedOperationException if the colours are neither grey, RGB, a palette of it nor
   *     CMYK; the message names them
   */
  static RgbImage toRgb(BufferedImage image, int background) {
    image.coerceData(false);
    PixelReader reader = reader(image);
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * RgbImage.CHANNELS];
    int[] rgba = new int[4];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        reader.read(x, y, rgba);
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          int mixed = rgba[channel] * rgba[3] + background * (255 - rgba[3]);
          rgb[at++] = (byte) ((mixed + 127) / 255);
        }
      }
    }
    return new RgbImage(image.getWidth(), image.getHeight(), rgb);
  }

  /** Reads red, green, blue and alpha of one pixel, each 0 to 255. */
  @FunctionalInterface
  private interface PixelReader {
    void read(int x, int y, int[] rgba);
  }

  private static PixelReader reader(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    if (model instanceof IndexColorModel) {
      return (x, y, rgba) -> unpack(image.getRGB(x, y), rgba);
    }
    if (model.getTransferType() == DataBuffer.TYPE_FLOAT
        || model.getTransferType() == DataBuffer.TYPE_DOUBLE) {
      throw new UnsupportedOperationException("floating-point pixels");
    }
    return switch (space) {
      case ColorSpace.TYPE_GRAY -> bands(image.getRaster(), model, new int[] {0, 0, 0});
      case ColorSpace.TYPE_RGB -> bands(image.getRaster(), model, new int[] {0, 1, 2});
      case ColorSpace.TYPE_CMYK -> cmyk(image.getRaster(), model);
      default -> throw new UnsupportedOperationException("colours of a kind that is not RGB");
    };
  }

  private static void unpack(int argb, int[] rgba) {
    rgba[0] = argb >> 16 & 0xFF;
    rgba[1] = argb >> 8 & 0xFF;
    rgba[2] = argb & 0xFF;
    rgba[3] = argb >>> 24;
  }

  /** Ink takes away light, and black takes away from every colour, as Pillow counts. */
  private static PixelReader cmyk(Raster raster, ColorModel model) {
    long[] highest = highest(raster, model);
    return (x, y, rgba) -> {
      int light = 255 - level(raster, x, y, 3, highest);
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        int ink = level(raster, x, y, channel, highest);
        rgba[channel] = light - (ink * light + 127) / 255;
      }
      rgba[3] = 255;
    };
  }

  private static long[] highest(Raster raster, ColorModel model) {
    long[] highest = new long[raster.getNumBands()];
    for (int band = 0; band < highest.length; band++) {
      highest[band] = (1L << model.getComponentSize(band)) - 1;
    }
    return highest;
  }

  private static PixelReader bands(Raster raster, ColorModel model, int[] colours) {
    int alpha = model.getNumColorComponents();
    long[] highest = highest(raster, model);
    return (x, y, rgba) -> {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        rgba[channel] = level(raster, x, y, colours[channel], highest);
      }
      rgba[3] = model.hasAlpha() ? level(raster, x, y, alpha, highest) : 255;
    };
  }

  private static int level(Raster raster, int x, int y, int band, long[] highest) {
    long sample = raster.getSample(x, y, band) & highest[band];
    return (int) ((sample * 255 + highest[band] / 2) / highest[band]);
  }
}
