package dev.gen.tensor;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes, outermost first; an empty shape is a scalar.
 *
 * @param sizes each at least 0; copied on the way in and out
 */
public record Shape(int... sizes) {

  /** Copies the sizes and refuses negative ones. */
  public Shape {
    sizes = sizes.clone();
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(sizes));
      }
    }
  }

  @Override
  public int[] sizes() {
    return sizes.clone();
  }

  /** Returns the number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** Returns the size of one axis, counted from the outermost at 0. */
  public int size(int axis) {
    return sizes[axis];
  }

  /** Returns the number of elements: the product of all sizes, 1 for a scalar. */
  public int elements() {
    int product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /** Returns this shape with one axis changed. */
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis] = size;
    return new Shape(changed);
  }

  /** Returns the sizes as ONNX Runtime wants them. */
  public long[] toLongs() {
    return Arrays.stream(sizes).asLongStream().toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
