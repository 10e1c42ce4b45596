package dev.gen.checkpoint.adapter;

import dev.gen.tensor.Shape;

/**
 * The sizes of a weight as all formulas see it: {@code [out, in, kernel]}.
 *
 * @param out outputs: the first axis of the weight
 * @param in inputs; 1 for biases and the scales of norms
 * @param kernel height times width of a convolution's window, else 1
 */
public record Layer(int out, int in, int kernel) {

  /** Returns the sizes of a weight of that shape, outputs first; at least one axis. */
  public static Layer of(Shape weight) {
    int out = weight.size(0);
    int in = weight.rank() > 1 ? weight.size(1) : 1;
    return new Layer(out, in, weight.elements() / out / in);
  }

  /** Returns how many numbers one output has. */
  int row() {
    return in * kernel;
  }
}
