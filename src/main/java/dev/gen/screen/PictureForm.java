package dev.gen.screen;

import dev.gen.image.PictureFormat;
import dev.gen.image.RgbImage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The ways in which terminals take pictures. */
public enum PictureForm {
  /** A PNG in pieces, as kitty and its followers take it ("terminal graphics protocol"). */
  KITTY {
    @Override
    public String encode(RgbImage image, Window window, int colours) {
      String png = base64(window.fitted(image, window.cellWidth(), window.cellHeight()));
      StringBuilder text = new StringBuilder();
      for (int at = 0; at < png.length(); at += PIECE) {
        boolean more = at + PIECE < png.length();
        text.append(at == 0 ? "\033_Ga=T,f=100,q=2,m=" : "\033_Gm=")
            .append(more ? "1;" : "0;")
            .append(png, at, more ? at + PIECE : png.length())
            .append("\033\\");
      }
      return text.append('\n').toString();
    }
  },
  /** A PNG in one piece, as iTerm2 and its followers take it ("inline images protocol"). */
  ITERM {
    @Override
    public String encode(RgbImage image, Window window, int colours) {
      RgbImage fitted = window.fitted(image, window.cellWidth(), window.cellHeight());
      String png = base64(fitted);
      return "\033]1337;File=inline=1;size=%d;width=%dpx;height=%dpx:%s\007\n"
          .formatted(
              Base64.getDecoder().decode(png.getBytes(StandardCharsets.US_ASCII)).length,
              fitted.width(),
              fitted.height(),
              png);
    }
  },
  /** Columns of six pixels, as DEC's terminals took them. */
  SIXEL {
    @Override
    public String encode(RgbImage image, Window window, int colours) {
      RgbImage fitted = window.fitted(image, window.cellWidth(), window.cellHeight());
      return Sixels.encode(fitted, Math.min(colours, 256)) + "\n";
    }
  },
  /** Characters whose upper half has one colour and whose lower half another. */
  BLOCKS {
    @Override
    public String encode(RgbImage image, Window window, int colours) {
      RgbImage fitted = window.fitted(image, 1, 2);
      return HalfBlocks.encode(fitted, colours > 256);
    }
  };

  /** How many colours {@code encode} takes for all that there are. */
  public static final int ALL_COLOURS = 1 << 24;

  private static final int PIECE = 4096;

  /**
   * Says a picture in this form, made smaller where it does not fit, and then a new line.
   *
   * @param colours how many there may be
   */
  public abstract String encode(RgbImage image, Window window, int colours);

  private static String base64(RgbImage image) {
    return Base64.getEncoder().encodeToString(PictureFormat.PNG.encode(image));
  }
}
