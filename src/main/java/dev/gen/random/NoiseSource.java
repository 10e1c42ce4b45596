package dev.gen.random;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * A stream of independent unit-normal numbers, fixed by a seed.
 *
 * <p>Each implementation reproduces a named generator of another program exactly, so that a seed
 * that a user knows from there gives the same noise here on every operating system. A source is
 * used up as it is drawn from and belongs to one thread.
 */
public interface NoiseSource {

  /**
   * Draws the next tensor of the stream.
   *
   * @return a new tensor of the given shape with mean 0 and variance 1
   */
  FloatTensor draw(Shape shape);

  /**
   * Returns a source whose draws of {@code [n, ...]} hold in row i what source i draws for {@code
   * [1, ...]}.
   *
   * @param rows one source for each picture of the batch; at least one; used up by the result
   */
  static NoiseSource batch(List<NoiseSource> rows) {
    return new BatchNoise(rows);
  }
}
