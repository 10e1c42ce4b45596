package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import java.util.OptionalInt;

/**
 * DoRA: another change, after which every row or column has the length that the file says (Liu et
 * al. 2024, arXiv 2402.09353, equation 5).
 *
 * <p>{@code W' = m V / |V|} with V what the change makes of W; at strengths other than 1 the result
 * lies on the line between W and that, as Automatic1111 and ComfyUI have it.
 *
 * @param change of the direction
 * @param magnitude m: one length for each output, or {@code [1, in, ...]} one for each input
 */
record Decomposed(Change change, StoredTensor magnitude) implements Change.Way {

  /** What LyCORIS adds to a length, so that nothing is divided by zero. */
  private static final double SMALL = 1.2e-7;

  @Override
  public boolean fits(Layer layer) {
    int lengths = isByInput() ? layer.in() : layer.out();
    return change.fits(layer) && magnitude.shape().elements() == lengths;
  }

  private boolean isByInput() {
    return magnitude.shape().rank() > 1 && magnitude.shape().size(0) == 1;
  }

  @Override
  public <T> T end(Arithmetic<T> on, T weight, Layer layer) {
    T moved = change.applied(on, weight, layer, 1);
    T length = on.plus(on.lengths(moved, isByInput() ? 1 : 0), SMALL);
    int count = magnitude.shape().elements();
    T factor = on.divide(on.stored(magnitude, count), length);
    T each = isByInput() ? on.reshaped(factor, 1, count, 1) : on.reshaped(factor, count, 1, 1);
    return on.multiply(moved, each);
  }

  @Override
  public OptionalInt inputs() {
    return change.inputs();
  }

  @Override
  public OptionalInt rank() {
    return change.rank();
  }

  @Override
  public double scale() {
    return change.scale();
  }

  @Override
  public String kind() {
    return "DoRA of " + change.kind();
  }
}
