package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * GLoRA as LyCORIS has it: {@code delta = scale (W A + B)}, A and B of low rank (Chavan et al.
 * 2023, arXiv 2306.07967).
 *
 * @param a {@code [in, in]}, works on the inputs
 * @param b as many rows as the layer has outputs
 * @param scale alpha / rank
 */
record Generalized(Matrix a, Matrix b, double scale) implements Change.Sum {

  /**
   * Sorts the factors: B's come as (out x rank, rank x in) under b2 and b1 in old files, under b1
   * and b2 in newer ones, and A's alike.
   */
  static Optional<Generalized> of(
      StoredTensor a1, StoredTensor a2, StoredTensor b1, StoredTensor b2) {
    if (Stream.of(a1, a2, b1, b2).anyMatch(factor -> factor.shape().rank() < 2)) {
      return Optional.empty();
    }
    // The rank is the smaller size, and comes first in the old files' b1.
    boolean old = b1.shape().size(0) < b1.shape().size(1);
    Matrix a = old ? Matrix.product(a2, a1) : Matrix.product(a1, a2);
    Matrix b = old ? Matrix.product(b2, b1) : Matrix.product(b1, b2);
    return Optional.of(new Generalized(a, b, 1)).filter(it -> a.isSound() && b.isSound());
  }

  /** Returns the same with another scale. */
  Change times(double factor) {
    return new Generalized(a, b, factor);
  }

  @Override
  public boolean fits(Layer layer) {
    return a.rows() == layer.in()
        && a.columns() == layer.in()
        && b.rows() == layer.out()
        && b.columns() == layer.row();
  }

  @Override
  public <T> T delta(Arithmetic<T> on, T weight, Layer layer, double strength) {
    double factor = scale * strength;
    T mixed = on.einsum("oik,ij->ojk", weight, a.on(on, factor));
    T added = on.reshaped(b.on(on, factor), layer.out(), layer.in(), layer.kernel());
    return on.add(mixed, added);
  }

  @Override
  public OptionalInt rank() {
    return b.rank();
  }

  @Override
  public String kind() {
    return "GLoRA";
  }
}
