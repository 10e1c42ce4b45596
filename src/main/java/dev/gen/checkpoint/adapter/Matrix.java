package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A matrix as adapters store it: whole, as a product of two thin ones, or as these with a core
 * between them (a Tucker decomposition of a convolution: Hyeon-Woo et al. 2022, arXiv 2108.06098).
 *
 * @param left {@code [rows, rank]}, or {@code [rank, rows]} if it is turned; the matrix itself
 *     where there is no right
 * @param right {@code [rank, columns]}, where there is one
 * @param core {@code [rank, rank, kernel, kernel]}; the columns are then those of {@code right}
 *     times the kernel
 * @param turned tells that left lies with its rank first
 */
record Matrix(
    StoredTensor left, Optional<StoredTensor> right, Optional<StoredTensor> core, boolean turned) {

  static Matrix whole(StoredTensor tensor) {
    return new Matrix(tensor, Optional.empty(), Optional.empty(), false);
  }

  static Matrix product(StoredTensor left, StoredTensor right) {
    return new Matrix(left, Optional.of(right), Optional.empty(), false);
  }

  /** Returns two factors alone as they are. */
  Optional<LowRank> lowRank(double scale) {
    return right
        .filter(factor -> core.isEmpty() && !turned)
        .map(
            factor ->
                new LowRank(
                    left.reshaped(new Shape(rows(), inner())),
                    factor.reshaped(new Shape(inner(), rest(factor))),
                    scale));
  }

  OptionalInt rank() {
    return right.isPresent() ? OptionalInt.of(inner()) : OptionalInt.empty();
  }

  int rows() {
    return left.shape().size(turned ? 1 : 0);
  }

  int columns() {
    return right.map(Matrix::rest).orElseGet(() -> rest(left)) * core.map(Matrix::kernel).orElse(1);
  }

  /** Tells whether the factors fit each other and none is empty. */
  boolean isSound() {
    if (!hasAxes(left) || right.isPresent() && !hasAxes(right.get())) {
      return false;
    }
    boolean inside = right.isEmpty() || left.shape().elements() == (long) rows() * inner();
    return inside && core.map(this::fitsCore).orElse(true);
  }

  private boolean fitsCore(StoredTensor tensor) {
    return tensor.shape().rank() >= 2
        && tensor.shape().elements() > 0
        && tensor.shape().size(0) == inner()
        && tensor.shape().size(1) == inner();
  }

  private boolean hasAxes(StoredTensor tensor) {
    int needed = right.isPresent() ? 2 : 1;
    return tensor.shape().rank() >= needed && tensor.shape().elements() > 0;
  }

  /** Writes down the matrix times a factor, {@code [rows, columns]}. */
  <T> T on(Arithmetic<T> on, double factor) {
    if (right.isEmpty()) {
      return on.scaled(on.stored(left, rows(), columns()), factor);
    }
    T stored = turned ? on.stored(left, inner(), rows()) : on.stored(left, rows(), inner());
    T thin = on.scaled(stored, factor);
    T wide = on.stored(right.get(), inner(), rest(right.get()));
    if (core.isEmpty()) {
      return on.product(thin, wide);
    }
    T middle = on.stored(core.get(), inner(), inner(), kernel(core.get()));
    String equation = "rsk," + (turned ? "ro" : "or") + ",si->oik";
    return on.reshaped(on.einsum(equation, middle, thin, wide), rows(), columns());
  }

  private int inner() {
    return right.orElseThrow().shape().size(0);
  }

  private static int rest(StoredTensor tensor) {
    return tensor.shape().elements() / tensor.shape().size(0);
  }

  private static int kernel(StoredTensor core) {
    return core.shape().elements() / core.shape().size(0) / core.shape().size(1);
  }
}
