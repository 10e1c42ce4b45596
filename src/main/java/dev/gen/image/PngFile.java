package dev.gen.image;

import dev.gen.error.OutputException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** PNG files: pictures as bytes, and bytes as files that are whole or not there. */
public final class PngFile {

  private PngFile() {}

  /**
   * Refuses a file that could not be written, to be asked before a long run.
   *
   * @throws OutputException if the folder is missing or not writable, or the name is too long or
   *     taken
   */
  public static void check(Path file, ExistingFile existing) {
    AtomicFile.check(file, existing);
  }

  /**
   * Writes a picture; the file appears when it is complete, or not at all.
   *
   * @param png an encoded picture
   * @return where it was written: {@code file}, unless that was taken and another name was allowed
   * @throws OutputException if it cannot be written; then nothing is left behind
   */
  public static Path write(byte[] png, Path file, ExistingFile existing) {
    return AtomicFile.write(file, existing, out -> out.write(png));
  }

  /** Returns the picture as the bytes of a PNG. */
  public static byte[] encode(RgbImage image) {
    return PictureFormat.PNG.encode(image);
  }

  /** Returns a picture as the bytes of a PNG that costs little time, and may be larger. */
  public static byte[] encodeQuickly(RgbImage image) {
    return PngChunks.quick(image);
  }

  static BufferedImage buffered(RgbImage image) {
    BufferedImage pixels =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        pixels.setRGB(x, y, image.at(x, y, 0) << 16 | image.at(x, y, 1) << 8 | image.at(x, y, 2));
      }
    }
    return pixels;
  }
}
