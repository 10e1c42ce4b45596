package dev.gen.testing;

import dev.gen.image.ExistingFile;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures as tests read them, by the JDK's own reader, and one to read. */
public final class Pictures {

  private Pictures() {}

  /** Writes a black square as a new PNG, and returns where it lies. */
  public static Path writeDark(Path file, int side) {
    RgbImage dark = new RgbImage(side, side, new byte[side * side * 3]);
    PngFile.write(PngFile.encode(dark), file, ExistingFile.KEEP);
    return file;
  }

  /** Reads an opaque picture of 8 bits a channel. */
  public static RgbImage read(Path file) {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
      boolean grey = image.getRaster().getNumBands() == 1;
      for (int i = 0; i < rgb.length / 3; i++) {
        int x = i % image.getWidth();
        int y = i / image.getWidth();
        for (int channel = 0; channel < 3; channel++) {
          rgb[3 * i + channel] = (byte) image.getRaster().getSample(x, y, grey ? 0 : channel);
        }
      }
      return new RgbImage(image.getWidth(), image.getHeight(), rgb);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
