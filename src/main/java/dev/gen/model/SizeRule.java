package dev.gen.model;

import dev.gen.error.InvalidRequestException;
import java.util.OptionalInt;

/**
 * The picture sizes that a model can make.
 *
 * @param multiple each side is a multiple of this many pixels
 * @param fixedWidth the only width, where the exported network fixes it
 * @param fixedHeight the only height, where the exported network fixes it
 */
public record SizeRule(int multiple, OptionalInt fixedWidth, OptionalInt fixedHeight) {

  /** The longest side, which bounds memory: an attention over 128 x 128 latent cells is 1 GiB. */
  private static final int LONGEST = 4096;

  /**
   * Accepts or refuses a size.
   *
   * @throws InvalidRequestException naming the field, the rule and the nearest sizes that work
   */
  public void check(int widthPixels, int heightPixels) {
    checkSide("width", widthPixels, fixedWidth);
    checkSide("height", heightPixels, fixedHeight);
  }

  private void checkSide(String field, int pixels, OptionalInt fixed) {
    if (fixed.isPresent() && fixed.getAsInt() != pixels) {
      throw new InvalidRequestException(
          field,
          "%d cannot be made: this model's export is fixed to %d"
              .formatted(pixels, fixed.getAsInt()));
    }
    if (pixels < multiple || pixels > LONGEST || pixels % multiple != 0) {
      throw new InvalidRequestException(
          field,
          "%d cannot be made: this model makes multiples of %d from %d to %d; try %s"
              .formatted(pixels, multiple, multiple, longest(), nearest(pixels)));
    }
  }

  private int longest() {
    return LONGEST / multiple * multiple;
  }

  private String nearest(int pixels) {
    int below = Math.min(Math.max(pixels / multiple * multiple, multiple), longest());
    int above = below + multiple;
    return pixels <= multiple || above > longest() ? "" + below : below + " or " + above;
  }
}
