package dev.gen.spark;

import dev.gen.files.Fingerprints;
import dev.gen.image.ImageFiles;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.record.container.PictureTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a picture that an attempt before this one had written tells of itself. */
final class PngPixels {

  private PngPixels() {}

  /**
   * Returns the sha256 of a picture's pixels, if the picture is of the given job.
   *
   * @param png the bytes of the file
   * @param record the resolved job of this one picture, whatever machine draws it
   */
  static Optional<String> of(byte[] png, Job record) {
    try {
      Path copy = Files.createTempFile("gen", ".png");
      try {
        Files.write(copy, png);
        String text = PictureTexts.read(copy).byKeyword().get(PictureTexts.GEN);
        return text != null && ofAnyMachine(JobJson.read(text)).equals(ofAnyMachine(record))
            ? Optional.of(Fingerprints.sha256(ImageFiles.read(copy).rgb()))
            : Optional.empty();
      } finally {
        Files.delete(copy);
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // It is drawn again, as if it were not there.
    }
  }

  private static Job ofAnyMachine(Job record) {
    return record.without(Field.PROCESSOR, Field.VERSION);
  }
}
