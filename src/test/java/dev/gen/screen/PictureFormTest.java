package dev.gen.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureFormTest {

  /** Four colours in quarters. */
  private static RgbImage quarters(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = (byte) (i % width < width / 2 ? 255 : 0);
      rgb[3 * i + 1] = (byte) (i / width < height / 2 ? 255 : 0);
      rgb[3 * i + 2] = 51;
    }
    return new RgbImage(width, height, rgb);
  }

  /** Reads sixels as a terminal does. */
  private static int[][] readSixels(String text) {
    Matcher head = Pattern.compile("\033P0;1;0q\"1;1;(\\d+);(\\d+)(.*)\033\\\\\n").matcher(text);
    assertThat(head.matches()).isTrue();
    int[][] pixels = new int[Integer.parseInt(head.group(2))][Integer.parseInt(head.group(1))];
    int[] palette = new int[256];
    int colour = 0;
    int x = 0;
    int top = 0;
    Matcher part =
        Pattern.compile("#(\\d+);2;(\\d+);(\\d+);(\\d+)|#(\\d+)|!(\\d+)(.)|(\\$)|(-)|([?-~])")
            .matcher(head.group(3));
    while (part.find()) {
      if (part.group(1) != null) {
        int rgb = 0;
        for (int i = 2; i <= 4; i++) {
          rgb = rgb << 8 | (int) Math.round(Integer.parseInt(part.group(i)) * 2.55);
        }
        palette[Integer.parseInt(part.group(1))] = rgb;
      } else if (part.group(5) != null) {
        colour = Integer.parseInt(part.group(5));
      } else if (part.group(8) != null) {
        x = 0;
      } else if (part.group(9) != null) {
        x = 0;
        top += 6;
      } else {
        int length = part.group(6) == null ? 1 : Integer.parseInt(part.group(6));
        int bits = (part.group(7) == null ? part.group(10) : part.group(7)).charAt(0) - '?';
        for (int i = 0; i < length; i++, x++) {
          for (int row = 0; row < 6; row++) {
            if ((bits >> row & 1) == 1) {
              pixels[top + row][x] = palette[colour];
            }
          }
        }
      }
    }
    return pixels;
  }

  @Test
  void saysSixelsThatReadAsThePicture() {
    int[][] pixels = readSixels(PictureForm.SIXEL.encode(quarters(20, 14), Window.USUAL, 256));

    assertThat(pixels).hasDimensions(14, 20);
    assertThat(pixels[0][0]).isEqualTo(0xffff33);
    assertThat(pixels[6][19]).isEqualTo(0x00ff33);
    assertThat(pixels[7][9]).isEqualTo(0xff0033);
    assertThat(pixels[13][10]).isEqualTo(0x000033);
  }

  @Test
  void makesAPictureSmallerThanTheWindow() {
    int[][] pixels =
        readSixels(PictureForm.SIXEL.encode(quarters(400, 200), new Window(10, 9, 10, 20), 16));

    assertThat(pixels).hasDimensions(50, 100);
  }

  @Test
  void saysHalfBlocksInAllColours() {
    String text = PictureForm.BLOCKS.encode(quarters(2, 3), Window.USUAL, PictureForm.ALL_COLOURS);

    assertThat(text)
        .isEqualTo(
            "\033[38;2;255;255;51;48;2;255;0;51m▀\033[38;2;0;255;51;48;2;0;0;51m▀\033[0m\n"
                + "\033[38;2;255;0;51;49m▀\033[38;2;0;0;51;49m▀\033[0m\n");
  }

  @Test
  void saysHalfBlocksIn256ColoursAndSaysAColourOnce() {
    assertThat(PictureForm.BLOCKS.encode(quarters(4, 2), Window.USUAL, 256))
        .isEqualTo("\033[38;5;227;48;5;197m▀▀\033[38;5;47;48;5;233m▀▀\033[0m\n");
    assertThat(HalfBlocks.nearest(0, 0, 0)).isEqualTo(16);
    assertThat(HalfBlocks.nearest(255, 255, 255)).isEqualTo(231);
    assertThat(HalfBlocks.nearest(127, 128, 129)).isEqualTo(244);
  }

  @Test
  void saysItToKittyInPiecesOfAPng() throws IOException {
    byte[] noise = new byte[100 * 100 * 3];
    new java.util.Random(1).nextBytes(noise);

    String text = PictureForm.KITTY.encode(new RgbImage(100, 100, noise), Window.USUAL, 256);

    StringBuilder png = new StringBuilder();
    Matcher piece = Pattern.compile("\033_G([^;]*);([^\033]*)\033\\\\").matcher(text);
    String last = "";
    while (piece.find()) {
      assertThat(piece.group(1))
          .isEqualTo(png.isEmpty() ? "a=T,f=100,q=2,m=1" : "m=" + last(piece, text));
      assertThat(piece.group(2).length()).isLessThanOrEqualTo(4096);
      png.append(piece.group(2));
      last = piece.group(1);
    }
    assertThat(last).isEqualTo("m=0");
    assertThat(width(png.toString())).isEqualTo(100);
  }

  private static String last(Matcher piece, String text) {
    return piece.end() == text.length() - 1 ? "0" : "1";
  }

  @Test
  void saysItToITermInOnePiece() throws IOException {
    String text = PictureForm.ITERM.encode(quarters(30, 20), Window.USUAL, 256);

    Matcher file =
        Pattern.compile("\033]1337;File=inline=1;size=(\\d+);width=30px;height=20px:(.*)\007\n")
            .matcher(text);
    assertThat(file.matches()).isTrue();
    assertThat(Base64.getDecoder().decode(file.group(2))).hasSize(Integer.parseInt(file.group(1)));
    assertThat(width(file.group(2))).isEqualTo(30);
  }

  private static int width(String base64) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64))).getWidth();
  }
}
