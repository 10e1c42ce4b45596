package dev.gen.image;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.OutputException;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Many pictures on one, in rows and columns, with labels.
 *
 * <p>Pictures are made smaller where the sheet would otherwise be larger than {@value #LONGEST}
 * pixels a side or 32 megapixels; labels stay legible. Not thread-safe.
 */
public final class ContactSheet {

  private static final int LONGEST = 16_384;
  private static final double MOST_PIXELS = 32e6;
  private static final int SMALLEST_CELL = 48;
  private static final int GAP = 8;
  private static final int MOST_LINES = 6;
  private static final Color PAPER = new Color(0xFAFAF7);
  private static final Color INK = new Color(0x222222);

  private final Layout layout;
  private final double scale;
  private final int cellWidth;
  private final int cellHeight;
  private final int top;
  private final int left;
  private final int captionHeight;
  private final int[] rowTops;
  private final BufferedImage sheet;
  private final Graphics2D pen;

  /**
   * What stands where.
   *
   * @param title above all
   * @param columns a label for each column; empty texts where there is nothing to say
   * @param rows a label for each row; likewise
   * @param captions a label below each picture, row by row; empty where pictures have none
   */
  public record Layout(
      String title, List<String> columns, List<String> rows, List<String> captions) {

    private boolean has(List<String> labels) {
      return labels.stream().anyMatch(label -> !label.isEmpty());
    }
  }

  /**
   * Prepares a sheet, before anything is drawn for it.
   *
   * @param width of the widest picture, in pixels
   * @param height of the highest one
   * @throws InvalidRequestException if the pictures would be too small to be seen
   * @throws OutputException if this machine has no fonts
   */
  public ContactSheet(Layout layout, int width, int height) {
    this.layout = layout;
    double columns = layout.columns().size();
    double rows = layout.rows().size();
    double fitting = Math.min(LONGEST / (columns * width), LONGEST / (rows * height));
    double area = Math.sqrt(MOST_PIXELS / (columns * width * rows * height));
    scale = Math.min(1, 0.9 * Math.min(fitting, area));
    cellWidth = (int) Math.max(1, width * scale);
    cellHeight = (int) Math.max(1, height * scale);
    if (Math.min(cellWidth, cellHeight) < Math.min(SMALLEST_CELL, Math.min(width, height))) {
      throw new InvalidRequestException(
          "grid",
          "would show %.0f times %.0f pictures, each %d pixels wide; sweep fewer values"
              .formatted(columns, rows, cellWidth));
    }
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(14, cellWidth / 18));
    FontMetrics metrics = metrics(font);
    int line = metrics.getHeight();
    left = GAP + labelWidth(metrics);
    int whole = left + layout.columns().size() * (cellWidth + GAP);
    int titleLines = wrapped(layout.title(), metrics, whole - 2 * GAP).size();
    int headLines = lines(layout.columns(), metrics, cellWidth);
    top = GAP + titleLines * line + headLines * line + 2 * GAP;
    captionHeight = lines(layout.captions(), metrics, cellWidth) * line;
    rowTops = rowTops(metrics);
    int last = rowTops.length - 1;
    sheet = new BufferedImage(whole, rowTops[last], BufferedImage.TYPE_INT_RGB);
    pen = sheet.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(PAPER);
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    pen.setColor(INK);
    pen.setFont(font);
    writeLabels(metrics, titleLines);
  }

  /** A machine without fonts is told before a long run, and by one line. */
  private static FontMetrics metrics(Font font) {
    try {
      Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      FontMetrics metrics = probe.getFontMetrics(font);
      metrics.stringWidth("0");
      return metrics;
    } catch (RuntimeException | Error e) {
      throw new OutputException(
          "a sheet has labels, and Java finds no fonts here; install fontconfig and a font, such as"
              + " the packages fontconfig and fonts-dejavu-core",
          e);
    }
  }

  /** Returns how wide the labels of rows are, as far as that is no wider than a picture. */
  private int labelWidth(FontMetrics metrics) {
    if (!layout.has(layout.rows())) {
      return 0;
    }
    int widest = layout.rows().stream().mapToInt(metrics::stringWidth).max().orElseThrow();
    int most = Math.max(6 * metrics.getHeight(), Math.min(cellWidth, 14 * metrics.getHeight()));
    return Math.min(widest, most) + 2 * GAP;
  }

  private int[] rowTops(FontMetrics metrics) {
    int[] tops = new int[layout.rows().size() + 1];
    tops[0] = top;
    for (int row = 0; row < layout.rows().size(); row++) {
      int label = wrapped(layout.rows().get(row), metrics, left - 2 * GAP).size();
      tops[row + 1] =
          tops[row] + Math.max(cellHeight + captionHeight, label * metrics.getHeight()) + GAP;
    }
    return tops;
  }

  private void writeLabels(FontMetrics metrics, int titleLines) {
    int line = metrics.getHeight();
    write(layout.title(), GAP, GAP, sheet.getWidth() - 2 * GAP);
    for (int column = 0; column < layout.columns().size(); column++) {
      int y = 2 * GAP + titleLines * line;
      write(layout.columns().get(column), left + column * (cellWidth + GAP), y, cellWidth);
    }
    for (int row = 0; row < layout.rows().size(); row++) {
      write(layout.rows().get(row), GAP, rowTops[row], left - 2 * GAP);
    }
    for (int i = 0; i < layout.captions().size(); i++) {
      int row = i / layout.columns().size();
      int x = left + i % layout.columns().size() * (cellWidth + GAP);
      write(layout.captions().get(i), x, rowTops[row] + cellHeight, cellWidth);
    }
  }

  private void write(String text, int x, int y, int width) {
    FontMetrics metrics = pen.getFontMetrics();
    int line = y + metrics.getAscent();
    for (String words : wrapped(text, metrics, width)) {
      pen.drawString(words, x, line);
      line += metrics.getHeight();
    }
  }

  private static int lines(List<String> labels, FontMetrics metrics, int width) {
    return labels.stream().mapToInt(label -> wrapped(label, metrics, width).size()).max().orElse(0);
  }

  /** Breaks a label between words, or within one that is too long, and ends it after some lines. */
  static List<String> wrapped(String text, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n")) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.strip().split("\\s+")) {
        String rest = word;
        boolean fits = metrics.stringWidth(line + " " + word) <= width;
        if (!line.isEmpty() && !fits) {
          lines.add(line.toString());
          line.setLength(0);
        }
        while (metrics.stringWidth(rest) > width && rest.length() > 1) {
          int end = rest.length() - 1;
          while (end > 1 && metrics.stringWidth(rest.substring(0, end)) > width) {
            end--;
          }
          lines.add(rest.substring(0, end));
          rest = rest.substring(end);
        }
        line.append(line.isEmpty() ? "" : " ").append(rest);
      }
      if (!line.isEmpty()) {
        lines.add(line.toString());
      }
    }
    if (lines.size() > MOST_LINES) {
      lines = new ArrayList<>(lines.subList(0, MOST_LINES));
      String last = lines.remove(MOST_LINES - 1);
      while (metrics.stringWidth(last + "\u2026") > width && !last.isEmpty()) {
        last = last.substring(0, last.length() - 1);
      }
      lines.add(last + "\u2026");
    }
    return lines;
  }

  /**
   * Puts a picture in its place, as soon as it is there.
   *
   * @param index counted row by row, from 0
   */
  public void place(int index, RgbImage picture) {
    int columns = layout.columns().size();
    int width = (int) Math.max(1, picture.width() * scale);
    int height = (int) Math.max(1, picture.height() * scale);
    int x = left + index % columns * (cellWidth + GAP);
    pen.drawImage(
        PngFile.buffered(picture.fittedTo(width, height)), x, rowTops[index / columns], null);
  }

  /** Returns the sheet as far as pictures are on it. */
  public RgbImage picture() {
    byte[] rgb = new byte[sheet.getWidth() * sheet.getHeight() * RgbImage.CHANNELS];
    int[] row = new int[sheet.getWidth()];
    int at = 0;
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int pixel : sheet.getRGB(0, y, row.length, 1, row, 0, row.length)) {
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return new RgbImage(sheet.getWidth(), sheet.getHeight(), rgb);
  }
}
