package dev.gen.image;

import java.util.Random;

/** What an old television shows without a programme: grey noise, new in every frame. */
public final class Snow {

  /** The picture's sides have at least so many grains. */
  private static final int GRAINS = 128;

  private static final double CONTRAST = 0.6;

  private Snow() {}

  /**
   * Mixes a picture with snow as a diffusion model mixes it with noise, {@code alpha x + sigma e}.
   *
   * @param alpha share of the picture, 0 to 1
   * @param sigma share of the snow, 0 to 1
   * @param frame decides which snow
   */
  public static RgbImage over(RgbImage picture, double alpha, double sigma, int frame) {
    int grain = Math.max(1, Math.min(picture.width(), picture.height()) / GRAINS);
    int across = (picture.width() + grain - 1) / grain;
    double[] snow = new double[across * ((picture.height() + grain - 1) / grain)];
    Random random = new Random(frame);
    for (int i = 0; i < snow.length; i++) {
      snow[i] = CONTRAST * sigma * random.nextGaussian();
    }
    byte[] rgb = new byte[picture.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / RgbImage.CHANNELS;
      int x = pixel % picture.width() / grain;
      int y = pixel / picture.width() / grain;
      double value = alpha * ((picture.rgb()[i] & 0xFF) / 127.5 - 1) + snow[y * across + x];
      rgb[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, value / 2 + 0.5)));
    }
    return new RgbImage(picture.width(), picture.height(), rgb);
  }
}
