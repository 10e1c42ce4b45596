package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnowTest {

  private static RgbImage red() {
    byte[] rgb = new byte[256 * 256 * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) 200;
    }
    return new RgbImage(256, 256, rgb);
  }

  @Test
  void leavesThePictureWhereThereIsNoNoise() {
    assertThat(Snow.over(red(), 1, 0, 5).rgb()).isEqualTo(red().rgb());
  }

  @Test
  void isGreyAndManifoldWhereThereIsNothingElse() {
    RgbImage snow = Snow.over(red(), 0, 1, 5);

    for (int i = 0; i < snow.width(); i++) {
      assertThat(snow.at(i, i, 0)).isEqualTo(snow.at(i, i, 1)).isEqualTo(snow.at(i, i, 2));
    }
    double mean = 0;
    for (byte value : snow.rgb()) {
      mean += (value & 0xFF) / (double) snow.rgb().length;
    }
    assertThat(mean).isBetween(120.0, 136.0);
    assertThat(Arrays.equals(snow.rgb(), Snow.over(red(), 0, 1, 6).rgb())).isFalse();
    assertThat(snow.rgb()).isEqualTo(Snow.over(red(), 0, 1, 5).rgb());
  }
}
