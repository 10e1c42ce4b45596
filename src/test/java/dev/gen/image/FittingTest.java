package dev.gen.image;

import static dev.gen.testing.Agreement.OF_PICTURES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Scaling against Pillow 12.3: {@code numpy.random.RandomState(3).randint(0, 256, (5, 7, 3))}, put
 * through {@code resize(size, LANCZOS, box)} with the largest centred box of the target's sides.
 * Pillow rounds to whole levels between its two passes, which overshoots can double.
 */
class FittingTest {

  private static final int[] SOURCE = {
    106, 152, 249, 131, 184, 200, 0, 21, 253, 147, 202, 107, 249, 169, 138, 149, 119, 166, 224, 148,
    172, 93, 167, 142, 248, 26, 81, 218, 150, 66, 2, 191, 60, 129, 179, 90, 69, 104, 110, 97, 157,
    106, 152, 251, 62, 7, 248, 171, 33, 123, 79, 176, 37, 20, 94, 49, 149, 127, 206, 244, 28, 119,
    54, 0, 192, 233, 18, 116, 191, 165, 184, 184, 199, 165, 253, 174, 33, 113, 1, 85, 117, 119, 202,
    235, 124, 228, 99, 219, 144, 255, 80, 160, 144, 242, 18, 75, 183, 96, 223, 141, 165, 158, 48,
    189, 33
  };

  private static final RgbImage IMAGE = new RgbImage(7, 5, bytes(SOURCE));

  @Test
  void matchesPillowWhenItMakesAPictureSmaller() {
    assertClose(
        IMAGE.fittedTo(4, 4),
        new int[] {
          148, 104, 193, 56, 111, 176, 194, 218, 103, 159, 115, 143, 166, 129, 101, 106, 130, 23,
          77, 122, 71, 103, 152, 162, 0, 188, 179, 154, 146, 160, 183, 43, 143, 59, 113, 164, 156,
          146, 224, 158, 128, 136, 225, 59, 175, 109, 137, 150
        });
    assertClose(
        IMAGE.fittedTo(3, 2),
        new int[] {
          118, 144, 147, 113, 136, 101, 125, 142, 138, 84, 191, 164, 163, 92, 148, 85, 135, 144
        });
  }

  @Test
  void matchesPillowWhenItMakesAPictureLarger() {
    RgbImage larger = IMAGE.fittedTo(12, 9);

    int[] firstRow = {
      108, 149, 255, 128, 204, 230, 101, 203, 220, 0, 60, 255, 0, 13, 255, 100, 139, 153, 226, 219,
      97, 255, 180, 132, 222, 138, 166, 162, 124, 176, 190, 133, 180, 241, 147, 178
    };
    int[] lastRow = {
      138, 237, 70, 209, 193, 171, 238, 151, 255, 116, 167, 218, 75, 133, 101, 196, 26, 35, 255, 0,
      89, 195, 78, 211, 175, 148, 255, 168, 177, 180, 93, 187, 65, 32, 184, 0
    };
    int stride = 12 * 3;
    assertClose(new RgbImage(12, 1, Arrays.copyOf(larger.rgb(), stride)), firstRow);
    byte[] end = Arrays.copyOfRange(larger.rgb(), 8 * stride, 9 * stride);
    assertClose(new RgbImage(12, 1, end), lastRow);
  }

  @Test
  void leavesAPictureOfTheRightSizeAlone() {
    assertThat(IMAGE.fittedTo(7, 5)).isSameAs(IMAGE);
  }

  @Test
  void cutsTheSameFromBothSides() {
    byte[] rgb = new byte[9 * 3 * 3];
    Arrays.fill(rgb, 3 * 3, 4 * 3, (byte) 255);
    RgbImage wide = new RgbImage(9, 3, rgb);

    RgbImage square = wide.fittedTo(3, 3);

    assertThat(square.rgb()).isEqualTo(Arrays.copyOf(new byte[] {-1, -1, -1}, 27));
  }

  @Test
  void keepsAPlainColour() {
    byte[] rgb = new byte[50 * 40 * 3];
    Arrays.fill(rgb, (byte) 93);

    byte[] fitted = new RgbImage(50, 40, rgb).fittedTo(33, 64).rgb();

    assertThat(fitted).containsOnly(93);
  }

  private static void assertClose(RgbImage actual, int[] expected) {
    OF_PICTURES.check(
        "picture",
        actual.toTensor(),
        new RgbImage(actual.width(), actual.height(), bytes(expected)).toTensor());
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
