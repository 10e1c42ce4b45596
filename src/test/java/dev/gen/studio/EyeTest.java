package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.ModelFormatException;
import dev.gen.image.RgbImage;
import dev.gen.model.clip.Preprocessing;
import dev.gen.tensor.FloatTensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EyeTest {

  private static final int SIDE = 16;

  private static Preprocessing how(int filter) {
    return new Preprocessing(
        SIDE, SIDE, SIDE, filter, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
  }

  private static RgbImage picture() {
    int width = 47;
    int height = 30;
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      rgb[3 * i] = (byte) (x * 7 + y * 3);
      rgb[3 * i + 1] = (byte) (x * x + y);
      rgb[3 * i + 2] = (byte) (x * y * 5);
    }
    return new RgbImage(width, height, rgb);
  }

  /** Pillow 12.3: resized to 25 x 16, and the middle of that; it rounds between its passes. */
  @ParameterizedTest
  @CsvSource({
    "3, 57, 63, 19, 215, 119, 119, 83, 107, 149, 129.5729",
    "2, 58, 65, 25, 216, 124, 119, 82, 105, 145, 129.4518",
    "1, 57, 63, 18, 215, 116, 119, 83, 113, 155, 129.5938"
  })
  void scalesAndCutsAsPillowDoes(
      int filter,
      int r0,
      int g0,
      int b0,
      int r1,
      int g1,
      int b1,
      int r2,
      int g2,
      int b2,
      double mean) {
    FloatTensor seen = Eye.prepared(picture(), how(filter));

    int[][] expected = {{r0, g0, b0}, {r1, g1, b1}, {r2, g2, b2}};
    int[] places = {0, 7 * SIDE + 9, 15 * SIDE + 15};
    double sum = 0;
    for (float value : seen.values()) {
      sum += value;
    }
    for (int i = 0; i < places.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        float level = 255 * seen.get(channel * SIDE * SIDE + places[i]);
        assertThat(level).isCloseTo(expected[i][channel], within(1.01f));
      }
    }
    assertThat(255 * sum / seen.size()).isCloseTo(mean, within(0.1));
  }

  @Test
  void bringsEachColourToItsMeanAndDeviation() {
    byte[] grey = new byte[SIDE * SIDE * 3];
    java.util.Arrays.fill(grey, (byte) 51);
    Preprocessing how =
        new Preprocessing(0, SIDE, SIDE, 3, List.of(0.1, 0.2, 0.3), List.of(0.5, 1.0, 2.0));

    FloatTensor seen = Eye.prepared(new RgbImage(SIDE, SIDE, grey), how);

    assertThat(seen.get(0)).isCloseTo(0.2f, within(1e-6f));
    assertThat(seen.get(SIDE * SIDE)).isCloseTo(0, within(1e-6f));
    assertThat(seen.get(2 * SIDE * SIDE)).isCloseTo(-0.05f, within(1e-6f));
  }

  @Test
  void refusesFiltersThatItHasNot() {
    assertThatThrownBy(() -> Eye.prepared(picture(), how(4)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("resample 4");
  }
}
