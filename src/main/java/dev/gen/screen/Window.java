package dev.gen.screen;

import dev.gen.image.RgbImage;

/**
 * How much a terminal shows at once.
 *
 * @param columns of characters, at least 1
 * @param rows of characters, at least 1
 * @param cellWidth pixels of a character
 * @param cellHeight pixels of a character
 */
public record Window(int columns, int rows, int cellWidth, int cellHeight) {

  /** What terminals are where nothing says how large they are. */
  public static final Window USUAL = new Window(80, 24, 8, 16);

  Window withCells(int width, int height) {
    return new Window(columns, rows, width, height);
  }

  /** Returns a picture made smaller until it fits, a row of text beside it. */
  RgbImage fitted(RgbImage image, int unitsPerColumn, int unitsPerRow) {
    double width = (double) columns * unitsPerColumn / image.width();
    double height = (double) Math.max(1, rows - 1) * unitsPerRow / image.height();
    double scale = Math.min(1, Math.min(width, height));
    return image.fittedTo(
        (int) Math.max(1, Math.round(image.width() * scale)),
        (int) Math.max(1, Math.round(image.height() * scale)));
  }
}
