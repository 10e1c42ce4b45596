package dev.gen.server.api;

import dev.gen.image.PictureFormat;
import dev.gen.image.RgbImage;
import java.awt.image.BufferedImage;

/** Masks the other way round. */
final class GreyMask {

  private GreyMask() {}

  /** Returns a mask that is dark where the given one is bright; black where that was clear. */
  static byte[] inverted(byte[] mask) {
    BufferedImage image = AlphaMask.read("mask", mask);
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
      int value = pixel >>> 24 == 0 ? 0 : pixel >> (16 - 8 * (i % 3)) & 0xFF;
      rgb[i] = (byte) (255 - value);
    }
    return PictureFormat.PNG.encode(new RgbImage(image.getWidth(), image.getHeight(), rgb));
  }
}
