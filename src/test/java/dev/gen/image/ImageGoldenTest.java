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

    assertThat(image.rgb()).isEqualTo(Golden.picture(width, height).rgb());
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "128, 64"})
  void readsTheMasksPixelForPixel(int width, int height) {
    FloatTensor mask = ImageFiles.readMask(input("mask", width, height)).toMask();

    assertThat(mask.values()).isEqualTo(Golden.mask(width, height).values());
  }

  private static Path input(String name, int width, int height) {
    return Golden.path("tiny_pipelines/inputs/%s_%dx%d.png".formatted(name, width, height));
  }
}
