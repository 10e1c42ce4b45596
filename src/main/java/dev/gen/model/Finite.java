package dev.gen.model;

import dev.gen.error.InferenceException;
import dev.gen.tensor.FloatTensor;
import java.util.OptionalInt;

/**
 * Stops a run at the stage where numbers cease to be finite, before they become a black picture.
 */
public final class Finite {

  private Finite() {}

  /**
   * Passes the tensor through.
   *
   * @param stage which network made it, for the message
   * @throws InferenceException if an element is NaN or infinite
   */
  public static FloatTensor require(FloatTensor tensor, String stage) {
    OptionalInt bad = tensor.firstNonFinite();
    if (bad.isPresent()) {
      throw new InferenceException(
          ("%s returned %s at element %d of %s, expected finite numbers; the model may be damaged,"
                  + " or its half-precision weights overflow: try a full-precision one")
              .formatted(stage, tensor.get(bad.getAsInt()), bad.getAsInt(), tensor.shape()));
    }
    return tensor;
  }
}
