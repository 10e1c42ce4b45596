package dev.gen.image;

import dev.gen.error.InvalidRequestException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads the pictures that users bring: PNG, JPEG, WebP, GIF, BMP and TIFF.
 *
 * <p>Any size up to 64 megapixels, which the header is asked for before any pixel is read; grey,
 * palette, RGB, CMYK and alpha of any depth. A picture is turned as its EXIF orientation says. Of
 * several pictures in a file the first is taken. Colour profiles are not applied.
 */
public final class ImageFiles {

  private static final long LARGEST = 64_000_000;
  private static final int LONGEST_SIDE = 65_535;
  private static final int WHITE = 255;
  private static final int BLACK = 0;
  private static final int SHOWN_BYTES = 8;
  private static final String ENDS_EARLY = "the file ends too early";

  /** How the JDK's reader tells that it has filled up a picture with grey. */
  private static final String JPEG_ENDS_EARLY = "premature end";

  private ImageFiles() {}

  /**
   * Reads a picture; what is transparent is laid on white.
   *
   * @throws InvalidRequestException if the file is missing, no picture, too large, damaged, or in
   *     colours other than grey, RGB and CMYK
   */
  public static RgbImage read(Path file) {
    return read(file, WHITE);
  }

  /**
   * Reads a picture that says where to paint, for {@link RgbImage#toMask}; what is transparent is
   * laid on black, so that it is kept.
   *
   * @throws InvalidRequestException as for {@link #read(Path)}
   */
  public static RgbImage readMask(Path file) {
    return read(file, BLACK);
  }

  private static RgbImage read(Path file, int background) {
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? "is no file" : "does not exist";
      throw new InvalidRequestException("the picture " + file + " " + found + "; name a picture");
    }
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new InvalidRequestException(
            "%s is no picture that can be read: %s; PNG, JPEG and WebP are"
                .formatted(file, beginning(file)));
      }
      return decode(file, readers.next(), in, background);
    } catch (IOException e) {
      String why = e instanceof EOFException ? ENDS_EARLY : e.getMessage();
      throw new InvalidRequestException(
          "cannot read the picture " + file + " (" + why + "); choose another", e);
    }
  }

  private static RgbImage decode(Path file, ImageReader reader, ImageInputStream in, int background)
      throws IOException {
    try {
      PictureStream stream = PictureStream.of(reader.getFormatName(), in);
      reader.setInput(stream.pixels(), true, true);
      requireSize(file, reader.getWidth(0), reader.getHeight(0));
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      RgbImage stored = Pixels.toRgb(reader.read(0), background);
      if (warnings.stream().anyMatch(warning -> warning.contains(JPEG_ENDS_EARLY))) {
        throw new EOFException();
      }
      return stream.orientation().upright(stored);
    } catch (UnsupportedOperationException e) {
      throw new InvalidRequestException(
          "the picture " + file + " has " + e.getMessage() + "; save it as 8-bit RGB", e);
    } catch (InvalidRequestException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidRequestException("the picture " + file + " is damaged; choose another", e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireSize(Path file, int width, int height) {
    if ((long) width * height > LARGEST || Math.max(width, height) > LONGEST_SIDE) {
      throw new InvalidRequestException(
          "the picture %s has %dx%d pixels, and at most %d megapixels and sides of %d are read; make it smaller"
              .formatted(file, width, height, LARGEST / 1_000_000, LONGEST_SIDE));
    }
  }

  private static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SHOWN_BYTES);
      if (bytes.length == 0) {
        return "it is empty";
      }
      String text = new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
      return "it begins with " + HexFormat.of().formatHex(bytes) + " ('" + text + "')";
    }
  }
}
