package dev.gen.image;

import dev.gen.error.InvalidRequestException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The kinds of files that pictures are written as, told by the endings of their names. */
public enum PictureFormat {
  /** Keeps every pixel. */
  PNG(List.of(".png")) {
    @Override
    void encode(BufferedImage image, ByteArrayOutputStream out) throws IOException {
      try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
        ImageIO.write(image, "png", sink);
      }
    }
  },
  /** Small, but not pixel for pixel: quality 0.95. */
  JPEG(List.of(".jpg", ".jpeg")) {
    @Override
    void encode(BufferedImage image, ByteArrayOutputStream out) throws IOException {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(0.95f);
      try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
        writer.setOutput(sink);
        writer.write(null, new IIOImage(image, null, null), quality);
      } finally {
        writer.dispose();
      }
    }
  };

  private final List<String> endings;

  PictureFormat(List<String> endings) {
    this.endings = endings;
  }

  abstract void encode(BufferedImage image, ByteArrayOutputStream out) throws IOException;

  /** Returns a picture as the bytes of such a file. */
  public byte[] encode(RgbImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      encode(PngFile.buffered(image), bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every picture", e);
    }
    return bytes.toByteArray();
  }

  /** Returns the format that a file's name ends like; upper and lower case are the same. */
  public static Optional<PictureFormat> ofName(String name) {
    return Arrays.stream(values()).filter(format -> format.ending(name).isPresent()).findFirst();
  }

  /**
   * Returns the format that a file's name ends like.
   *
   * @param field that names the file
   * @throws InvalidRequestException if it ends like none
   */
  public static PictureFormat required(String field, Path file) {
    return ofName(file.toString())
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    field,
                    "is \"%s\", expected a name that ends in one of %s"
                        .formatted(file, allEndings())));
  }

  /** Returns the ending of a name, as it is written there, if it is one of this format. */
  public Optional<String> ending(String name) {
    return endings.stream()
        .filter(ending -> name.toLowerCase(Locale.ROOT).endsWith(ending))
        .map(ending -> name.substring(name.length() - ending.length()))
        .findFirst();
  }

  /** Returns all endings, for messages. */
  public static String allEndings() {
    return Arrays.stream(values())
        .flatMap(format -> format.endings.stream())
        .collect(Collectors.joining(", "));
  }
}
