package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.Fingerprints;
import dev.gen.image.ImageFiles;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The picture and the mask that a job starts from, read.
 *
 * @param picture as large as its file has it
 * @param mask of the same size
 * @param strength how much is changed
 * @param pictureSha256 of the picture's file
 * @param maskSha256 of the mask's file
 */
record SourcePictures(
    Optional<RgbImage> picture,
    Optional<RgbImage> mask,
    OptionalDouble strength,
    Optional<String> pictureSha256,
    Optional<String> maskSha256) {

  /** As the reference's pipelines have it. */
  private static final double USUAL_STRENGTH = 0.8;

  /**
   * Reads the files that a job names.
   *
   * @throws InvalidRequestException if they cannot be read, are not what the job wants, or do not
   *     fit each other
   */
  static SourcePictures of(Job job) {
    Optional<Path> file = job.text(Field.INIT_IMAGE).map(Path::of);
    if (file.isEmpty()) {
      refuseWithout(job, Field.MASK);
      refuseWithout(job, Field.STRENGTH);
      return new SourcePictures(
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty());
    }
    Optional<Path> maskFile = job.text(Field.MASK).map(Path::of);
    RgbImage picture = ImageFiles.read(file.get());
    return new SourcePictures(
        Optional.of(picture),
        maskFile.map(mask -> readMask(mask, picture, file.get())),
        OptionalDouble.of(
            job.decimal(Field.STRENGTH).orElse(maskFile.isEmpty() ? USUAL_STRENGTH : 1)),
        Optional.of(hash(file.get(), job, Field.INIT_IMAGE_SHA256)),
        maskFile.map(mask -> hash(mask, job, Field.MASK_SHA256)));
  }

  private static void refuseWithout(Job job, Field field) {
    if (job.has(field)) {
      throw new InvalidRequestException(
          field.fieldName(), "was given without init_image; name the picture to start from");
    }
  }

  private static RgbImage readMask(Path file, RgbImage picture, Path pictureFile) {
    RgbImage mask = ImageFiles.readMask(file);
    if (mask.width() != picture.width() || mask.height() != picture.height()) {
      throw new InvalidRequestException(
          "the mask %s is %dx%d, expected %dx%d, the size of %s"
              .formatted(
                  file,
                  mask.width(),
                  mask.height(),
                  picture.width(),
                  picture.height(),
                  pictureFile));
    }
    return mask;
  }

  /** Returns the sha256 of a file; a job that has one wants that very file. */
  private static String hash(Path file, Job job, Field wanted) {
    try {
      String found = Fingerprints.sha256(Files.readAllBytes(file));
      String expected = job.text(wanted).orElse(found);
      if (!found.equals(expected)) {
        throw new InvalidRequestException(
            "the picture %s has the sha256 %s, expected %s: this is not the file that the job was"
                    .formatted(file, found, expected)
                + " made with");
      }
      return found;
    } catch (IOException e) {
      throw new InvalidRequestException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the job with what was read. */
  Job described(Job job) {
    return job.with(Field.STRENGTH, strength.stream().boxed().findFirst())
        .with(Field.INIT_IMAGE_SHA256, pictureSha256)
        .with(Field.MASK_SHA256, maskSha256);
  }

  /** Returns the picture and the mask in the size that is made: scaled to cover it, and cut. */
  Optional<SourcePicture> fitted(int widthPixels, int heightPixels) {
    Optional<FloatTensor> cut =
        mask.map(image -> image.fittedTo(widthPixels, heightPixels).toMask());
    return picture.map(
        image ->
            new SourcePicture(
                image.fittedTo(widthPixels, heightPixels).toTensor(), cut, strength.getAsDouble()));
  }
}
