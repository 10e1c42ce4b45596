package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.FloatTensor;

/**
 * The few operations that the formulas of adapters are made of.
 *
 * <p>Exists so that a formula is written once and says nothing of who computes it, or when.
 *
 * @param <T> a tensor of floats
 */
public interface Arithmetic<T> {

  /** Returns a stored tensor as floats, seen with these sizes. */
  T stored(StoredTensor tensor, int... sizes);

  /** Returns a tensor that has been computed already. */
  T numbers(FloatTensor tensor);

  /** Returns the same numbers seen with other sizes, as many of them. */
  T reshaped(T tensor, int... sizes);

  /**
   * Returns a sum of products by Einstein's notation, as in {@code einsum("or,ri->oi", up, down)}.
   */
  T einsum(String equation, T first, T second);

  /** Returns the product of two matrices. */
  T product(T first, T second);

  /** Returns a tensor with its axes in another order. */
  T einsum(String equation, T tensor);

  /** Returns a Tucker product of a core with two factors. */
  T einsum(String equation, T first, T second, T third);

  /** Returns {@code a + b}; sizes of 1 are repeated. */
  T add(T a, T b);

  /** Returns {@code a * b}, element by element; sizes of 1 are repeated. */
  T multiply(T a, T b);

  /** Returns {@code a / b}, element by element; sizes of 1 are repeated. */
  T divide(T a, T b);

  /** Returns the Euclidean lengths of what has the same place on one of three axes. */
  T lengths(T tensor, int axis);

  /** Returns {@code factor * tensor}. */
  T scaled(T tensor, double factor);

  /** Returns {@code tensor + number}. */
  T plus(T tensor, double number);
}
