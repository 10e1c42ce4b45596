package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import java.util.OptionalInt;

/**
 * DoRA: another change, after which every row or column has the length that the file says (Liu et
 * al. 2024, arXiv 2402.09353, equation 5).
 *
 * <p>{@code delta = m V / |V| - W} with {@code V = W + change(W)}; at strengths other than 1 the
 * result lies on the line between W and that, as Automatic1111 and ComfyUI have it.
 *
 * @param change of the direction
 * @param magnitude m: one length for each output, or {@code [1, in, ...]} one for each input
 */
record Decomposed(Change change, StoredTensor magnitude) implements Change {

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
  public <T> T delta(Arithmetic<T> on, T weight, Layer layer) {
    T moved = on.add(weight, change.delta(on, weight, layer));
    T squares = on.einsum(isByInput() ? "oik->i" : "oik->o", on.multiply(moved, moved));
    T length = on.plus(on.root(squares), SMALL);
    int count = magnitude.shape().elements();
    T factor = on.divide(on.stored(magnitude, count), length);
    T each = isByInput() ? on.reshaped(factor, 1, count, 1) : on.reshaped(factor, count, 1, 1);
    return on.add(on.multiply(moved, each), on.scaled(weight, -1));
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
