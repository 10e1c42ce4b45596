package dev.gen.image;

import dev.gen.testing.Fuzz;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFuzzTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tif", "webp", "webp with loss"})
  @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
  void readsOrRefusesWhatIsSpoiled(String format) throws IOException {
    byte[] whole = whole(format);
    Path file = folder.resolve("spoiled");

    Fuzz.run(
        300,
        luck -> {
          Files.write(file, Fuzz.spoiled(whole, luck));
          ImageFiles.read(file).fittedTo(32, 48);
        });
  }

  private byte[] whole(String format) throws IOException {
    return switch (format) {
      case "webp" ->
          Base64.getDecoder()
              .decode(
                  "UklGRjgAAABXRUJQVlA4TCsAAAAvA0AAAD9gpm3bXK62G7oIBFIc4gbPwfwHfgghEgQDgQAZa9FiQI2I/kcjAA==");
      case "webp with loss" ->
          Base64.getDecoder()
              .decode(
                  "UklGRj4AAABXRUJQVlA4IDIAAADQAQCdASoQABAAAMASJaACdLoB+AADsAD+2ib/7vN+09e09f1M//jKnyA/4yp/xcwA"
                      + "AA==");
      default -> {
        BufferedImage picture = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40 * 24; i++) {
          picture.setRGB(i % 40, i / 40, i * 0x9E3779B1 >>> 8);
        }
        Path file = folder.resolve("whole." + format);
        ImageIO.write(picture, format, file.toFile());
        Path turned =
            switch (format) {
              case "png" -> Orientations.inPng(file, 6);
              case "jpg" -> Orientations.inJpeg(file, 6);
              case "tif" -> Orientations.inTiff(file, 6);
              default -> file;
            };
        yield Files.readAllBytes(turned);
      }
    };
  }
}
