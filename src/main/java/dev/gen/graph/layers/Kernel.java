package dev.gen.graph.layers;

/**
 * The window of a convolution, the same in height and width.
 *
 * @param size pixels across
 * @param stride pixels from one window to the next
 * @param before rows and columns of zeros above and to the left
 * @param after rows and columns of zeros below and to the right
 */
public record Kernel(int size, int stride, int before, int after) {

  /** One pixel. */
  public static final Kernel POINT = new Kernel(1, 1, 0, 0);

  /** Three by three, keeping the size. */
  public static final Kernel THREE = new Kernel(3, 1, 1, 1);

  /** Three by three, halving the size. */
  public static final Kernel HALVING = new Kernel(3, 2, 1, 1);

  /** Three by three, halving the size with zeros only below and to the right, as VAEs do. */
  public static final Kernel HALVING_UNEVEN = new Kernel(3, 2, 0, 1);
}
