package dev.gen.tensor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/**
 * A block of 32-bit floats with a shape, in C order; pictures and latents are NCHW.
 *
 * <p>The one holder of numbers that the rooms hand to each other: it knows no native memory, so the
 * mathematics above the networks can be tested without any. A tensor is a value: no method changes
 * it, and whoever calls {@link #values()} reads only. Elementwise arithmetic is carried out in
 * double and rounded once. Safe to share between threads.
 */
public final class FloatTensor {

  private final Shape shape;
  private final float[] values;

  private FloatTensor(Shape shape, float[] values) {
    if (shape.elements() != values.length) {
      throw new IllegalArgumentException(
          "shape " + shape + " wants " + shape.elements() + " values, got " + values.length);
    }
    this.shape = shape;
    this.values = values;
  }

  /** Takes ownership of {@code values}: the caller does not write to the array any more. */
  public static FloatTensor of(Shape shape, float... values) {
    return new FloatTensor(shape, values);
  }

  /** Returns a tensor of zeros. */
  public static FloatTensor zeros(Shape shape) {
    return new FloatTensor(shape, new float[shape.elements()]);
  }

  /** Returns the sizes of the axes. */
  public Shape shape() {
    return shape;
  }

  /** Returns the number of elements. */
  public int size() {
    return values.length;
  }

  /** Returns the live array in C order, for reading only. */
  public float[] values() {
    return values;
  }

  /** Returns one element by its index in C order. */
  public float get(int index) {
    return values[index];
  }

  /** Returns this tensor multiplied by a number. */
  public FloatTensor times(double factor) {
    return map(v -> v * factor);
  }

  /** Returns the sum; both tensors have the same shape. */
  public FloatTensor plus(FloatTensor other) {
    return linear(1, this, 1, other);
  }

  /** Returns the difference; both tensors have the same shape. */
  public FloatTensor minus(FloatTensor other) {
    return linear(1, this, -1, other);
  }

  /** Returns each element passed through a function. */
  public FloatTensor map(DoubleUnaryOperator function) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) function.applyAsDouble(values[i]);
    }
    return new FloatTensor(shape, result);
  }

  /** Returns {@code a*x + b*y}; both tensors have the same shape. */
  public static FloatTensor linear(double a, FloatTensor x, double b, FloatTensor y) {
    return linear(new double[] {a, b}, List.of(x, y));
  }

  /** Returns {@code a*x + b*y + c*z}; all tensors have the same shape. */
  public static FloatTensor linear(
      double a, FloatTensor x, double b, FloatTensor y, double c, FloatTensor z) {
    return linear(new double[] {a, b, c}, List.of(x, y, z));
  }

  /** Returns the sum of the terms, each with its weight; all terms have the same shape. */
  public static FloatTensor linear(double[] weights, List<FloatTensor> terms) {
    if (weights.length != terms.size() || terms.isEmpty()) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + terms.size() + " terms");
    }
    FloatTensor first = terms.get(0);
    double[] sum = new double[first.size()];
    for (int k = 0; k < weights.length; k++) {
      FloatTensor term = terms.get(k);
      term.requireShape(first.shape);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[k] * term.values[i];
      }
    }
    float[] result = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      result[i] = (float) sum[i];
    }
    return new FloatTensor(first.shape, result);
  }

  /** Returns the same values seen with another shape of as many elements. */
  public FloatTensor reshaped(Shape other) {
    return new FloatTensor(other, values);
  }

  /** Returns rows {@code from} (inclusive) to {@code to} (exclusive) of the outermost axis. */
  public FloatTensor rows(int from, int to) {
    int stride = shape.size(0) == 0 ? 0 : values.length / shape.size(0);
    float[] part = Arrays.copyOfRange(values, from * stride, to * stride);
    return new FloatTensor(shape.with(0, to - from), part);
  }

  /** Returns the tensors joined along one axis; all other axes agree. */
  public static FloatTensor concat(int axis, List<FloatTensor> parts) {
    Shape first = parts.get(0).shape;
    int joined = 0;
    for (FloatTensor part : parts) {
      if (!part.shape.with(axis, 0).equals(first.with(axis, 0))) {
        throw new IllegalArgumentException(
            "cannot join " + part.shape + " to " + first + " along axis " + axis);
      }
      joined += part.shape.size(axis);
    }
    Shape shape = first.with(axis, joined);
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= shape.size(i);
    }
    float[] result = new float[shape.elements()];
    int at = 0;
    for (int block = 0; block < outer; block++) {
      for (FloatTensor part : parts) {
        int length = part.size() / outer;
        System.arraycopy(part.values, block * length, result, at, length);
        at += length;
      }
    }
    return new FloatTensor(shape, result);
  }

  /** Returns this tensor {@code count} times over along the outermost axis. */
  public FloatTensor repeated(int count) {
    return count == 1 ? this : concat(0, Collections.nCopies(count, this));
  }

  /** Returns the index of the first element that is NaN or infinite, if there is one. */
  public OptionalInt firstNonFinite() {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private void requireShape(Shape expected) {
    if (!shape.equals(expected)) {
      throw new IllegalArgumentException("shape " + shape + " does not fit " + expected);
    }
  }

  @Override
  public String toString() {
    return "FloatTensor" + shape;
  }
}
