package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.InvalidRequestException;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class PictureLikenessTest {

  private static RgbImage picture(IntUnaryOperator level) {
    byte[] rgb = new byte[3 * 16 * 16];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) level.applyAsInt(i);
    }
    return new RgbImage(16, 16, rgb);
  }

  @Test
  void equalPicturesAreInfinitelyAlike() {
    RgbImage one = picture(i -> i % 251);

    assertThat(PictureLikeness.of(one, one))
        .isEqualTo(new PictureLikeness(Double.POSITIVE_INFINITY, 1));
  }

  @Test
  void tenLevelsEverywhereAre28Decibels() {
    PictureLikeness likeness = PictureLikeness.of(picture(i -> 100), picture(i -> 110));

    assertThat(likeness.psnr()).isCloseTo(20 * Math.log10(25.5), within(1e-9));
    double c = Math.pow(2.55, 2);
    assertThat(likeness.ssim())
        .isCloseTo((2 * 100 * 110 + c) / (100 * 100 + 110 * 110 + c), within(1e-9));
  }

  @Test
  void noiseHasNoStructureInCommon() {
    Random random = new Random(1);

    assertThat(
            PictureLikeness.of(picture(i -> random.nextInt(256)), picture(i -> random.nextInt(256)))
                .ssim())
        .isBetween(-0.1, 0.1);
  }

  @Test
  void picturesOfTwoSizesAreRefused() {
    RgbImage other = new RgbImage(8, 8, new byte[192]);

    assertThatThrownBy(() -> PictureLikeness.of(picture(i -> 0), other))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("16x16 and 8x8");
  }
}
