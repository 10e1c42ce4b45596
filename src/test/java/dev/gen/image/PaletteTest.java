package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static RgbImage gradient(int side) {
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      int level = i % 3 == 0 ? pixel % side : i % 3 == 1 ? pixel / side : 128 * 64 / side;
      rgb[i] = (byte) (level * 256 / side);
    }
    return new RgbImage(side, side, rgb);
  }

  private static double meanError(RgbImage image, Palette palette) {
    long sum = 0;
    for (int i = 0; i < palette.pixels().length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int found = palette.colours()[palette.pixels()[i]] >> 16 - 8 * channel & 0xFF;
        sum += Math.abs(found - image.at(i % image.width(), i / image.width(), channel));
      }
    }
    return sum / (3.0 * palette.pixels().length);
  }

  @Test
  void keepsThreeColoursAsTheyAre() {
    byte[] rgb = {1, 2, 3, 90, 80, 70, (byte) 255, 0, 127, 1, 2, 3};
    RgbImage image = new RgbImage(2, 2, rgb);

    Palette palette = Palette.of(image, 256);

    assertThat(palette.colours()).containsExactlyInAnyOrder(0x010203, 0x5a5046, 0xff007f);
    assertThat(meanError(image, palette)).isZero();
  }

  @Test
  void usesAsManyColoursAsThereMayBeAndErrsLessWithMore() {
    RgbImage image = gradient(64);

    assertThat(Palette.of(image, 16).colours()).hasSize(16);
    assertThat(Palette.of(image, 256).colours()).hasSize(256);
    assertThat(meanError(image, Palette.of(image, 16))).isLessThan(17);
    assertThat(meanError(image, Palette.of(image, 256))).isLessThan(4.5);
  }

  @Test
  void makesOneColourOfAllIfThereMayBeNoMore() {
    Palette one = Palette.of(gradient(16), 1);

    assertThat(one.colours()).hasSize(1);
    assertThat(Arrays.stream(one.pixels()).distinct()).containsExactly(0);
  }
}
