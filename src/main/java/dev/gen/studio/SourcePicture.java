package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.tensor.FloatTensor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A picture that a run starts from instead of pure noise.
 *
 * @param picture {@code [1, 3, h, w]}, -1 to 1, of the size that is made
 * @param mask {@code [1, 1, h, w]}, 1 where the picture is painted anew and 0 where it stays
 * @param strength how much is changed: above 0, at most 1
 */
public record SourcePicture(FloatTensor picture, Optional<FloatTensor> mask, double strength) {

  /** Refuses strengths outside the range. */
  public SourcePicture {
    if (!(strength > 0 && strength <= 1)) {
      throw new InvalidRequestException(
          "strength", "is " + strength + ", expected above 0 and at most 1");
    }
  }

  /** Returns whether there is a mask under which everything stays. */
  boolean isKept() {
    return mask.isPresent()
        && IntStream.range(0, mask.get().size()).noneMatch(i -> mask.get().get(i) == 1);
  }
}
