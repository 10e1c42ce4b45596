package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The input pictures of the reference runs, which are given by formulas. */
@Tag("golden")
class ImageGoldenTest {

  @ParameterizedTest
  @CsvSource({"64, 64", "128, 64"})
  void readsTheInitialPicturesPixelForPixel(int width, int height) {
    RgbImage image = ImageFiles.read(input("init", width, height)).fittedTo(width, height);

    for (int i = 0; i < width * height * 3; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      int c = i % 3;
      assertThat(image.at(x, y, c)).isEqualTo((3 * x + 5 * y * (c + 1) + 60 * c) & 255);
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "128, 64"})
  void readsTheMasksPixelForPixel(int width, int height) {
    FloatTensor mask = ImageFiles.readMask(input("mask", width, height)).toMask();

    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      boolean inside = x >= width / 4 && x < 5 * width / 8 && y >= height / 4 && y < 3 * height / 4;
      assertThat(mask.get(i)).isEqualTo(inside ? 1f : 0f);
    }
  }

  private static Path input(String name, int width, int height) {
    return Golden.path("tiny_pipelines/inputs/%s_%dx%d.png".formatted(name, width, height));
  }
}
