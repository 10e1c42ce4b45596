package dev.gen.screen;

import dev.gen.image.RgbImage;

/** Pictures of characters, two pixels each, for terminals that know nothing else. */
final class HalfBlocks {

  /** Levels of the colour cube of 256 colours, behind the 16 that users choose themselves. */
  private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

  private static final int CUBE_START = 16;
  private static final int GREY_START = 232;
  private static final int GREYS = 24;

  private HalfBlocks() {}

  static String encode(RgbImage image, boolean all) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < image.height(); y += 2) {
      String last = "";
      for (int x = 0; x < image.width(); x++) {
        String colours = "\033[38;" + colour(image, x, y, all);
        // The last of an odd number of rows has nothing below it.
        colours += y + 1 < image.height() ? ";48;" + colour(image, x, y + 1, all) + "m" : ";49m";
        text.append(colours.equals(last) ? "" : colours).append('\u2580');
        last = colours;
      }
      text.append("\033[0m\n");
    }
    return text.toString();
  }

  private static String colour(RgbImage image, int x, int y, boolean all) {
    int red = image.at(x, y, 0);
    int green = image.at(x, y, 1);
    int blue = image.at(x, y, 2);
    return all ? "2;" + red + ";" + green + ";" + blue : "5;" + nearest(red, green, blue);
  }

  /** Returns the nearest of the cube and of the greys. */
  static int nearest(int red, int green, int blue) {
    int r = level(red);
    int g = level(green);
    int b = level(blue);
    int grey = Math.max(0, Math.min(GREYS - 1, ((red + green + blue) / 3 - 3) / 10));
    int greyLevel = 8 + 10 * grey;
    int toCube = distance(red, CUBE[r], green, CUBE[g], blue, CUBE[b]);
    int toGrey = distance(red, greyLevel, green, greyLevel, blue, greyLevel);
    return toGrey < toCube ? GREY_START + grey : CUBE_START + 36 * r + 6 * g + b;
  }

  private static int level(int value) {
    int nearest = 0;
    for (int i = 1; i < CUBE.length; i++) {
      nearest = Math.abs(CUBE[i] - value) < Math.abs(CUBE[nearest] - value) ? i : nearest;
    }
    return nearest;
  }

  private static int distance(int... pairs) {
    int sum = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      sum += (pairs[i] - pairs[i + 1]) * (pairs[i] - pairs[i + 1]);
    }
    return sum;
  }
}
