package dev.gen.checkpoint.adapter;

import java.util.OptionalInt;

/**
 * LoKr: a Kronecker product, {@code delta[a b, c d, k] = w1[a, c] w2[b, d, k]} (Yeh et al. 2023,
 * arXiv 2309.14859).
 *
 * @param first w1
 * @param second w2, with the kernel of a convolution in its columns
 * @param scale alpha / rank; 1 where both are whole
 */
record Kronecker(Matrix first, Matrix second, double scale) implements Change.Sum {

  @Override
  public boolean fits(Layer layer) {
    return first.isSound()
        && second.isSound()
        && (long) first.rows() * second.rows() == layer.out()
        && (long) first.columns() * second.columns() == layer.row()
        && second.columns() % layer.kernel() == 0;
  }

  @Override
  public <T> T delta(Arithmetic<T> on, T weight, Layer layer, double strength) {
    int inputs = second.columns() / layer.kernel();
    T w2 = on.reshaped(second.on(on, 1), second.rows(), inputs, layer.kernel());
    T product = on.einsum("ac,bdk->abcdk", first.on(on, scale * strength), w2);
    return on.reshaped(product, layer.out(), layer.in(), layer.kernel());
  }

  @Override
  public OptionalInt inputs() {
    return OptionalInt.of(first.columns() * second.columns());
  }

  @Override
  public OptionalInt rank() {
    return second.rank().isPresent() ? second.rank() : first.rank();
  }

  @Override
  public String kind() {
    return "LoKr";
  }
}
