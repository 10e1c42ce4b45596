package dev.gen.screen;

import dev.gen.image.Palette;
import dev.gen.image.RgbImage;

/** Pictures as sixels (DEC, VT330/VT340 Programmer Reference Manual, volume 2, chapter 14). */
final class Sixels {

  private static final int BAND = 6;

  /** The character of six dark pixels; each bit above it lights one, from the top. */
  private static final int NONE = '?';

  /** A run of fewer is shorter as it is. */
  private static final int SHORTEST_RUN = 4;

  private Sixels() {}

  static String encode(RgbImage image, int colours) {
    Palette palette = Palette.of(image, colours);
    StringBuilder text = new StringBuilder("\033P0;1;0q\"1;1;");
    text.append(image.width()).append(';').append(image.height());
    for (int i = 0; i < palette.colours().length; i++) {
      int colour = palette.colours()[i];
      text.append('#').append(i).append(";2");
      for (int shift = 16; shift >= 0; shift -= 8) {
        text.append(';').append(Math.round((colour >> shift & 0xFF) / 2.55));
      }
    }
    for (int top = 0; top < image.height(); top += BAND) {
      text.append(top == 0 ? "" : "-");
      band(image, palette, top, text);
    }
    return text.append("\033\\").toString();
  }

  /** Six rows: for each of their colours, where it is. */
  private static void band(RgbImage image, Palette palette, int top, StringBuilder text) {
    int[][] bits = new int[palette.colours().length][];
    for (int y = top; y < Math.min(top + BAND, image.height()); y++) {
      for (int x = 0; x < image.width(); x++) {
        int colour = palette.pixels()[y * image.width() + x];
        bits[colour] = bits[colour] == null ? new int[image.width()] : bits[colour];
        bits[colour][x] |= 1 << y - top;
      }
    }
    for (int colour = 0; colour < bits.length; colour++) {
      if (bits[colour] != null) {
        text.append('#').append(colour);
        runs(bits[colour], text);
        text.append('$');
      }
    }
  }

  private static void runs(int[] bits, StringBuilder text) {
    for (int from = 0, to; from < bits.length; from = to) {
      for (to = from; to < bits.length && bits[to] == bits[from]; ) {
        to++;
      }
      String character = String.valueOf((char) (NONE + bits[from]));
      int length = to - from;
      text.append(length < SHORTEST_RUN ? character.repeat(length) : "!" + length + character);
    }
  }
}
