package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.ImageFiles;
import dev.gen.image.RgbImage;
import dev.gen.pipeline.SourcePicture;
import dev.gen.tensor.FloatTensor;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A picture to start from. */
final class SourceOptions {

  /** As the reference's pipelines have it. */
  private static final double USUAL_STRENGTH = 0.8;

  @Option(
      names = "--init-image",
      paramLabel = "FILE",
      description =
          "Start from this picture instead of noise; it is scaled to cover the size that is made,"
              + " and its middle is taken.")
  private Path picture;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "Paint only where this picture, as large as the first, is white.")
  private Path mask;

  @Option(
      names = "--strength",
      paramLabel = "S",
      description =
          "How much of the picture is changed, above 0 to 1 (default: 0.8; with a mask 1).")
  private Double strength;

  Optional<SourcePicture> toSourcePicture(int widthPixels, int heightPixels) {
    if (picture == null) {
      if (mask != null || strength != null) {
        throw new InvalidRequestException(
            (mask != null ? "--mask" : "--strength")
                + " was given without --init-image; name the picture to start from");
      }
      return Optional.empty();
    }
    RgbImage image = ImageFiles.read(picture);
    double usual = mask == null ? USUAL_STRENGTH : 1;
    return Optional.of(
        new SourcePicture(
            image.fittedTo(widthPixels, heightPixels).toTensor(),
            Optional.ofNullable(mask).map(file -> fitted(file, image, widthPixels, heightPixels)),
            strength == null ? usual : strength));
  }

  private FloatTensor fitted(Path file, RgbImage image, int widthPixels, int heightPixels) {
    RgbImage read = ImageFiles.readMask(file);
    if (read.width() != image.width() || read.height() != image.height()) {
      throw new InvalidRequestException(
          "the mask %s is %dx%d, expected %dx%d, the size of %s"
              .formatted(
                  file, read.width(), read.height(), image.width(), image.height(), picture));
    }
    return read.fittedTo(widthPixels, heightPixels).toMask();
  }
}
