package dev.gen.screen;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal says that it can show, by its answers to queries. What it does not say, or says
 * in a way that cannot be, it cannot.
 *
 * @param form the best of its forms
 * @param cellWidth pixels of a character, empty where it does not say
 * @param cellHeight pixels of a character, empty where it does not say
 */
record Abilities(PictureForm form, OptionalInt cellWidth, OptionalInt cellHeight) {

  /**
   * Asks for kitty's graphics with a picture of one pixel, for iTerm2's cells, for the size of a
   * cell, and last, since every terminal answers that, what it is (device attributes).
   */
  static final String QUERY =
      "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\"
          + "\033]1337;ReportCellSize\007"
          + "\033[16t"
          + "\033[c";

  /** Asks how many colours sixels may have, and what it is. */
  static final String COLOURS_QUERY = "\033[?1;1;0S\033[c";

  /** What every terminal answers to the last part of a query. */
  static final Pattern END = Pattern.compile("\033\\[\\?([\\d;]*)c");

  private static final Pattern CELL = Pattern.compile("\033\\[6;(\\d{1,4});(\\d{1,4})t");
  private static final Pattern COLOURS = Pattern.compile("\033\\[\\?1;0;(\\d{1,6})S");
  private static final int LARGEST_CELL = 200;

  /** Two for a picture, at least; a palette has no more than 256. */
  private static final int FEWEST_COLOURS = 2;

  private static final int MOST_COLOURS = 256;

  /** The registers of a VT340. */
  private static final int USUAL_COLOURS = 16;

  static Abilities read(String answers) {
    Matcher cell = CELL.matcher(answers);
    boolean known = cell.find() && isCell(cell.group(1)) && isCell(cell.group(2));
    return new Abilities(
        form(answers),
        known ? OptionalInt.of(Integer.parseInt(cell.group(2))) : OptionalInt.empty(),
        known ? OptionalInt.of(Integer.parseInt(cell.group(1))) : OptionalInt.empty());
  }

  private static boolean isCell(String pixels) {
    int size = Integer.parseInt(pixels);
    return size >= 1 && size <= LARGEST_CELL;
  }

  private static PictureForm form(String answers) {
    if (answers.contains("\033_Gi=31;OK\033\\")) {
      return PictureForm.KITTY;
    }
    if (answers.contains("\033]1337;ReportCellSize=")) {
      return PictureForm.ITERM;
    }
    Matcher attributes = END.matcher(answers);
    boolean sixel = attributes.find() && (";" + attributes.group(1) + ";").contains(";4;");
    return sixel ? PictureForm.SIXEL : PictureForm.BLOCKS;
  }

  /** Returns how many colours sixels may have. */
  static int colours(String answers) {
    Matcher colours = COLOURS.matcher(answers);
    int said = colours.find() ? Integer.parseInt(colours.group(1)) : USUAL_COLOURS;
    return Math.max(FEWEST_COLOURS, Math.min(MOST_COLOURS, said));
  }

  Window window(Window window) {
    return cellWidth.isPresent()
        ? window.withCells(cellWidth.getAsInt(), cellHeight.getAsInt())
        : window;
  }
}
