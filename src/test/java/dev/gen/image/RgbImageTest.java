package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.InferenceException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RgbImageTest {

  @ParameterizedTest
  @CsvSource({
    "-1, 0",
    "1, 255",
    "0, 128", // 127.5, halves to even
    "-0.00392156886, 127",
    "-7, 0",
    "3e9, 255",
    "Infinity, 255",
    "-Infinity, 0",
    "0.5, 191" // 191.25
  })
  void roundsHalvesToEvenAndClamps(float value, int expected) {
    RgbImage image = RgbImage.fromTensor(FloatTensor.of(new Shape(1, 3, 1, 1), value, 0, 0));

    assertThat(image.at(0, 0, 0)).isEqualTo(expected);
  }

  @Test
  void readsPlanesAsChannelsOfPixels() {
    FloatTensor planes =
        FloatTensor.of(new Shape(1, 3, 1, 2), -1, 1, /* green */ 1, -1, /* blue */ -1, -1);

    RgbImage image = RgbImage.fromTensor(planes);

    assertThat(image.width()).isEqualTo(2);
    assertThat(image.height()).isEqualTo(1);
    assertThat(image.rgb()).containsExactly(0, 255, 0, 255, 0, 0);
  }

  @Test
  void returnsEveryLevelFromATensorAsItWas() {
    byte[] levels = new byte[256 * 3];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (i * 7 + i / 256);
    }
    RgbImage image = new RgbImage(16, 16, levels);

    FloatTensor tensor = image.toTensor();

    assertThat(tensor.shape()).isEqualTo(new Shape(1, 3, 16, 16));
    assertThat(tensor.get(5)).isCloseTo(image.at(5, 0, 0) / 127.5f - 1, within(1e-6f));
    assertThat(RgbImage.fromTensor(tensor).rgb()).isEqualTo(levels);
  }

  @Test
  void refusesWhatIsNotANumber() {
    FloatTensor picture = FloatTensor.of(new Shape(1, 3, 1, 1), 0, Float.NaN, 0);

    assertThatThrownBy(() -> RgbImage.fromTensor(picture))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("not a number")
        .hasMessageContaining("32 bits");
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "1, 4"})
  void refusesOtherShapes(int pictures, int channels) {
    FloatTensor picture = FloatTensor.zeros(new Shape(pictures, channels, 2, 2));

    assertThatThrownBy(() -> RgbImage.fromTensor(picture))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 3, h, w]");
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 11", "0, 2, 0", "-1, -1, 3"})
  void refusesASizeThatDoesNotFitThePixels(int width, int height, int bytes) {
    assertThatThrownBy(() -> new RgbImage(width, height, new byte[bytes]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
