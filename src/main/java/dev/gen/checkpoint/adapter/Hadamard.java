package dev.gen.checkpoint.adapter;

import java.util.OptionalInt;

/**
 * LoHa: the product, element by element, of two matrices of low rank (Hyeon-Woo et al. 2022, arXiv
 * 2108.06098).
 *
 * @param first as many rows as the layer has outputs
 * @param second of the same sizes
 * @param scale alpha / rank
 */
record Hadamard(Matrix first, Matrix second, double scale) implements Change.Sum {

  @Override
  public boolean fits(Layer layer) {
    return fits(first, layer) && fits(second, layer);
  }

  private static boolean fits(Matrix matrix, Layer layer) {
    return matrix.isSound() && matrix.rows() == layer.out() && matrix.columns() == layer.row();
  }

  @Override
  public <T> T delta(Arithmetic<T> on, T weight, Layer layer, double strength) {
    T flat = on.multiply(first.on(on, scale * strength), second.on(on, 1));
    return on.reshaped(flat, layer.out(), layer.in(), layer.kernel());
  }

  @Override
  public OptionalInt inputs() {
    return OptionalInt.of(first.columns());
  }

  @Override
  public OptionalInt rank() {
    return first.rank();
  }

  @Override
  public String kind() {
    return "LoHa";
  }
}
