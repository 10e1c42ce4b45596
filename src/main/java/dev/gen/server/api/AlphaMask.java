package dev.gen.server.api;

import dev.gen.image.PictureFormat;
import dev.gen.image.RgbImage;
import dev.gen.server.http.HttpError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Masks as OpenAI has them: transparent where the picture is painted anew. */
final class AlphaMask {

  private static final long MOST_PIXELS = 16_000_000;

  private AlphaMask() {}

  /**
   * Returns the mask that a picture's transparency is, white where it is wholly transparent; empty
   * where it has none.
   *
   * @throws HttpError 400 if it is no picture, or too large
   */
  static Optional<byte[]> of(String field, byte[] picture) {
    BufferedImage image = read(field, picture);
    if (!image.getColorModel().hasAlpha()) {
      return Optional.empty();
    }
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    boolean some = false;
    for (int i = 0; i < rgb.length / 3; i++) {
      boolean clear = image.getRGB(i % image.getWidth(), i / image.getWidth()) >>> 24 == 0;
      some |= clear;
      byte value = (byte) (clear ? 255 : 0);
      rgb[3 * i] = value;
      rgb[3 * i + 1] = value;
      rgb[3 * i + 2] = value;
    }
    RgbImage mask = new RgbImage(image.getWidth(), image.getHeight(), rgb);
    return some ? Optional.of(PictureFormat.PNG.encode(mask)) : Optional.empty();
  }

  static BufferedImage read(String field, byte[] picture) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw HttpError.ofField(400, "request", field, "is no picture that can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          throw HttpError.ofField(
              400, "limit", field, "is too large, expected at most " + MOST_PIXELS + " pixels");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (HttpError e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw HttpError.ofField(400, "request", field, "is a damaged picture");
    }
  }
}
