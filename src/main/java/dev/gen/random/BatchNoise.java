package dev.gen.random;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * Noise for several pictures at once, every picture from a source of its own.
 *
 * <p>Exists so that picture i of a batch is the picture that its seed gives when it is made alone.
 */
record BatchNoise(List<NoiseSource> rows) implements NoiseSource {

  BatchNoise {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a batch of noise needs at least one source");
    }
  }

  /** Draws {@code [n, ...]}, where n is the number of sources. */
  @Override
  public FloatTensor draw(Shape shape) {
    if (shape.rank() == 0 || shape.size(0) != rows.size()) {
      throw new IllegalArgumentException(
          "noise of shape " + shape + " wanted from " + rows.size() + " sources");
    }
    Shape row = shape.with(0, 1);
    return FloatTensor.concat(0, rows.stream().map(source -> source.draw(row)).toList());
  }
}
