package dev.gen.record;

import dev.gen.image.ExistingFile;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import dev.gen.job.Job;
import dev.gen.record.container.PictureTexts;
import java.nio.file.Path;

/** A finished picture with its record, as a file. */
public final class PictureFile {

  private PictureFile() {}

  /**
   * Writes a picture; the file appears when it is complete, or not at all.
   *
   * @param record the resolved job of this one picture
   * @return where it was written: {@code file}, unless that was taken and another name was allowed
   * @throws dev.gen.error.OutputException if it cannot be written; then nothing is left behind
   */
  public static Path write(RgbImage image, Job record, Path file, ExistingFile existing) {
    return PngFile.write(encode(image, record), file, existing);
  }

  /** Returns a picture with its record as the bytes of a PNG. */
  public static byte[] encode(RgbImage image, Job record) {
    return PictureTexts.write(PngFile.encode(image), JobTexts.of(record));
  }
}
