package dev.gen.image;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.OutputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files with texts that say how the picture came about. */
public final class PngFile {

  /** Keyword under which Automatic1111 and those who follow it keep prompt and settings. */
  public static final String PARAMETERS = "parameters";

  /** Keyword of the whole request as JSON. */
  public static final String REQUEST = "gen";

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
   * @param texts keywords of 1 to 79 Latin-1 characters, each with its text, which is stored as
   *     Latin-1 where it can be and as UTF-8 where not
   * @return where it was written, as {@link ExistingFile} has it
   * @throws OutputException if it cannot be written; then nothing is left behind
   */
  public static Path write(
      RgbImage image, Map<String, String> texts, Path file, ExistingFile existing) {
    return AtomicFile.write(file, existing, out -> encode(image, texts, out));
  }

  private static void encode(RgbImage image, Map<String, String> texts, OutputStream out)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    BufferedImage pixels = buffered(image);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(pixels), null);
    PngTexts.add(texts, metadata);
    try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(sink);
      writer.write(new IIOImage(pixels, null, metadata));
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage buffered(RgbImage image) {
    BufferedImage pixels =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        pixels.setRGB(x, y, image.at(x, y, 0) << 16 | image.at(x, y, 1) << 8 | image.at(x, y, 2));
      }
    }
    return pixels;
  }

  /**
   * Reads the texts of a PNG file back, by keyword.
   *
   * @throws InvalidRequestException if the file is missing or no PNG
   */
  public static Map<String, String> readTexts(Path file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in);
      return PngTexts.of(reader.getImageMetadata(0));
    } catch (IOException | RuntimeException e) {
      throw new InvalidRequestException(
          "cannot read the texts of " + file + " (" + e.getMessage() + "); name a PNG file", e);
    } finally {
      reader.dispose();
    }
  }
}
