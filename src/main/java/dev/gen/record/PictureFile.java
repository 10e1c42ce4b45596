package dev.gen.record;

import dev.gen.image.ExistingFile;
import dev.gen.image.PictureFormat;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import dev.gen.job.Job;
import dev.gen.record.container.PictureTexts;
import java.nio.file.Path;
import java.util.Optional;

/** A finished picture with its record, as a file. */
public final class PictureFile {

  private PictureFile() {}

  /**
   * Writes a picture in the format that its name ends like; the file appears when it is complete,
   * or not at all.
   *
   * @param record the resolved job of this one picture; empty to write the pixels alone
   * @return where it was written: {@code file}, unless that was taken and another name was allowed
   * @throws dev.gen.error.OutputException if it cannot be written; then nothing is left behind
   */
  public static Path write(RgbImage image, Optional<Job> record, Path file, ExistingFile existing) {
    String name = file.getFileName().toString();
    PictureFormat format = PictureFormat.ofName(name).orElse(PictureFormat.PNG);
    return PngFile.write(encode(image, record, format), file, existing);
  }

  /** Returns a picture with its record as the bytes of a file. */
  public static byte[] encode(RgbImage image, Optional<Job> record, PictureFormat format) {
    byte[] plain = format.encode(image);
    return record.map(job -> PictureTexts.write(plain, JobTexts.of(job))).orElse(plain);
  }

  /** Returns a job in the words that the Automatic1111 family reads. */
  public static String infoText(Job record) {
    return JobTexts.of(record).get(PictureTexts.PARAMETERS);
  }
}
