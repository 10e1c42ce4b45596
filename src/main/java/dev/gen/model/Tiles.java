package dev.gen.model;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.function.UnaryOperator;

/**
 * Decodes a latent in tiles that overlap by a quarter and are blended linearly where they do.
 *
 * <p>Tiles overlap as in the reference ({@code AutoencoderKL.tiled_decode}). A tile does not see
 * beyond its border, so the result differs a little from decoding the whole.
 *
 * @param cells side of a tile in latent cells, at least 4
 * @param factor pixels per cell
 */
record Tiles(int cells, int factor) {

  private int stride() {
    return cells * 3 / 4;
  }

  private int overlapPixels() {
    return cells * factor / 4;
  }

  /** Returns whether the latent is larger than one tile. */
  boolean split(FloatTensor latent) {
    return latent.shape().size(2) > cells || latent.shape().size(3) > cells;
  }

  /**
   * Decodes.
   *
   * @param latent {@code [1, c, h, w]}, not modified
   * @param decoder decodes one tile {@code [1, c, th, tw]} to {@code [1, 3, th * f, tw * f]}
   * @return {@code [1, 3, h * f, w * f]}
   */
  FloatTensor decode(FloatTensor latent, UnaryOperator<FloatTensor> decoder) {
    int height = latent.shape().size(2);
    int width = latent.shape().size(3);
    Shape shape = new Shape(1, 3, height * factor, width * factor);
    float[] picture = new float[shape.elements()];
    for (int y = 0; starts(y, height); y += stride()) {
      for (int x = 0; starts(x, width); x += stride()) {
        FloatTensor part = crop(latent, y, x);
        blend(decoder.apply(part), y * factor, x * factor, picture, shape);
      }
    }
    return FloatTensor.of(shape, picture);
  }

  /** Returns whether a tile that begins here shows more than the tile before it did. */
  private boolean starts(int at, int size) {
    return at == 0 || at + cells - stride() < size;
  }

  private FloatTensor crop(FloatTensor latent, int top, int left) {
    int channels = latent.shape().size(1);
    int height = latent.shape().size(2);
    int width = latent.shape().size(3);
    int rows = Math.min(cells, height - top);
    int columns = Math.min(cells, width - left);
    float[] values = new float[channels * rows * columns];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < rows; y++) {
        int from = (c * height + top + y) * width + left;
        System.arraycopy(latent.values(), from, values, (c * rows + y) * columns, columns);
      }
    }
    return FloatTensor.of(new Shape(1, channels, rows, columns), values);
  }

  /**
   * Lays a tile over the picture; where it overlaps what is there, its weight rises from 0 to 1.
   */
  private void blend(FloatTensor tile, int top, int left, float[] picture, Shape shape) {
    int height = tile.shape().size(2);
    int width = tile.shape().size(3);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        int row = (c * shape.size(2) + top + y) * shape.size(3) + left;
        for (int x = 0; x < width; x++) {
          float share = weight(top, y, height) * weight(left, x, width);
          float value = tile.get((c * height + y) * width + x);
          picture[row + x] += share * (value - picture[row + x]);
        }
      }
    }
  }

  private float weight(int start, int offset, int size) {
    int overlap = Math.min(overlapPixels(), size);
    return start == 0 || offset >= overlap ? 1 : (float) offset / overlap;
  }
}
