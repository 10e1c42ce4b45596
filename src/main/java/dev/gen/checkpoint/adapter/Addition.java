package dev.gen.checkpoint.adapter;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A matrix that is added: LoRA (Hu et al. 2021, arXiv 2106.09685), LoCon (Yeh et al. 2023, arXiv
 * 2309.14859), or a full difference.
 *
 * @param matrix as many rows as the layer has outputs
 * @param scale alpha / rank
 */
record Addition(Matrix matrix, double scale) implements Change.Sum {

  @Override
  public boolean fits(Layer layer) {
    return matrix.isSound() && matrix.rows() == layer.out() && matrix.columns() == layer.row();
  }

  @Override
  public <T> T delta(Arithmetic<T> on, T weight, Layer layer, double strength) {
    T flat = matrix.on(on, scale * strength);
    return on.reshaped(flat, layer.out(), layer.in(), layer.kernel());
  }

  @Override
  public Optional<LowRank> lowRank() {
    return matrix.lowRank(scale);
  }

  @Override
  public OptionalInt inputs() {
    return OptionalInt.of(matrix.columns());
  }

  @Override
  public OptionalInt rank() {
    return matrix.rank();
  }

  @Override
  public String kind() {
    return matrix.rank().isPresent() ? "LoRA" : "full difference";
  }
}
