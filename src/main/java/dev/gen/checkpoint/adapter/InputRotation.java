package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * OFT as PEFT has it: inputs are rotated in blocks, {@code W' = W R^T} with R block-diagonal (Qiu
 * et al. 2023, arXiv 2306.07280; Qiu et al. 2025, arXiv 2506.19847).
 *
 * <p>The inputs of a convolution are those of its whole window.
 *
 * @param blocks {@code [count, size, size]}, or their upper triangles row by row, {@code [count,
 *     size (size - 1) / 2]}; a single one stands for all blocks
 * @param cayley how they become rotations
 * @param scales a factor for each output afterwards, where there are some
 */
record InputRotation(StoredTensor blocks, Cayley cayley, Optional<StoredTensor> scales)
    implements Change.Way {

  @Override
  public boolean fits(Layer layer) {
    return areSquareOrTriangles()
        && (count() == 1 ? layer.row() % size() == 0 : (long) count() * size() == layer.row())
        && scales.map(factors -> factors.shape().elements() == layer.out()).orElse(true);
  }

  private boolean areSquareOrTriangles() {
    Shape shape = blocks.shape();
    if (shape.rank() < 2 || shape.elements() == 0) {
      return false;
    }
    return shape.rank() == 2
        ? (long) size() * (size() - 1) / 2 == shape.size(1)
        : shape.rank() == 3 && shape.size(1) == shape.size(2);
  }

  private int count() {
    return blocks.shape().size(0);
  }

  /** Solves {@code n = size (size - 1) / 2} where only n numbers of a block are stored. */
  private int size() {
    Shape shape = blocks.shape();
    return shape.rank() == 3
        ? shape.size(2)
        : (int) Math.round((1 + Math.sqrt(1 + 8.0 * shape.size(1))) / 2);
  }

  @Override
  public <T> T end(Arithmetic<T> on, T weight, Layer layer) {
    T rotations = on.numbers(rotations(layer));
    T parts = on.reshaped(weight, layer.out(), layer.row() / size(), size());
    String equation = count() == 1 ? "obj,xij->obi" : "obj,bij->obi";
    T rotated =
        on.reshaped(on.einsum(equation, parts, rotations), layer.out(), layer.in(), layer.kernel());
    return scales
        .map(factors -> on.multiply(rotated, on.stored(factors, layer.out(), 1, 1)))
        .orElse(rotated);
  }

  private FloatTensor rotations(Layer layer) {
    float[] stored = blocks.read().values();
    int size = size();
    float[] values = blocks.shape().rank() == 3 ? stored.clone() : squares(stored, size);
    cayley.rotateInPlace(values, size, layer.out());
    return FloatTensor.of(new Shape(count(), size, size), values);
  }

  private float[] squares(float[] triangles, int size) {
    float[] squares = new float[count() * size * size];
    int next = 0;
    for (int row = 0; row < count() * size; row++) {
      for (int column = row % size + 1; column < size; column++) {
        squares[row * size + column] = triangles[next++];
      }
    }
    return squares;
  }

  @Override
  public OptionalInt inputs() {
    return areSquareOrTriangles() && count() > 1
        ? OptionalInt.of(Math.multiplyExact(count(), size()))
        : OptionalInt.empty();
  }

  @Override
  public String kind() {
    return "OFT";
  }
}
