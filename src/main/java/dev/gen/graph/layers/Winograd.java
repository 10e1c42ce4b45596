package dev.gen.graph.layers;

import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.tensor.Shape;
import java.util.List;
import java.util.Set;

/**
 * A 3x3 convolution with a quarter of the multiplications: Winograd's minimal filtering F(4x4, 3x3)
 * (Lavin and Gray 2015, arXiv:1509.09308, section 4.3).
 *
 * <p>Each tile of 4x4 outputs depends on 6x6 inputs d; with the filter g it is {@code A' [(G g G')
 * * (B' d B)] A}, where * multiplies element by element. For all tiles and channels together that
 * is 36 matrix products. The transforms are written as products with the Kronecker squares of their
 * matrices, over all tiles at once. Sums are rounded differently than a plain convolution's: about
 * 1e-5 of the largest output.
 *
 * <p>Everything is a copy of whole rows of channels or a matrix product, because that is what ONNX
 * Runtime does fast: a transposition of more than two axes alone would cost more than is saved.
 */
final class Winograd {

  /** Outputs of a tile, along one side. */
  private static final int STEP = 4;

  /** Inputs of a tile, along one side. */
  private static final int SIDE = STEP + 2;

  private static final double[][] B = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1}
  };

  private static final double[][] G = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };

  private static final double[][] A = {
    {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
  };

  /** Channels from which on moving the tiles costs less than is saved on every processor tried. */
  private static final int FEWEST_CHANNELS = 320;

  /**
   * The filters of this many pairs of channels take 59 MB. Layers with more of them work on few
   * pixels, so that their filters save less time for the same room.
   */
  private static final int MOST_PAIRS = 640 * 640;

  private static final boolean MEASURED =
      Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

  private final Ops ops;

  Winograd(Ops ops) {
    this.ops = ops;
  }

  /**
   * Returns whether such a layer is faster so, by a fixed rule: a seed must not depend on timings.
   * On x86-64, where it was measured, at every size of picture.
   */
  static boolean pays(int inputs, int outputs) {
    return MEASURED
        && Math.min(inputs, outputs) >= FEWEST_CHANNELS
        && inputs * outputs <= MOST_PAIRS;
  }

  /** Returns the shape of the filters of such a layer: one matrix for each input of a tile. */
  static Shape filterShape(int inputs, int outputs) {
    return new Shape(SIDE * SIDE, inputs, outputs);
  }

  /** Turns weights {@code [outputs, inputs, 3, 3]} into filters of {@link #filterShape}. */
  static Value filters(OnnxGraph graph, Value weight, int inputs, int outputs) {
    Winograd on = new Winograd(new Ops(graph) {});
    Value taps = on.ops.reshape(weight, outputs, inputs, 9);
    Value first = on.rows(on.ops.transpose(taps, 2, 1, 0), 9);
    return on.ops.reshape(on.transformed(G, first), SIDE * SIDE, inputs, outputs);
  }

  /**
   * Convolves, with zeros around the picture and no bias.
   *
   * @param x {@code [n, inputs, h, w]}, of any size
   * @param filters of {@link #filterShape}
   * @return {@code [n, outputs, h, w]}
   */
  Value convolve(Feature x, Value filters, int outputs) {
    Value height = ops.sizes(x.value(), 2, 3);
    Value width = ops.sizes(x.value(), 3, 4);
    Value down = tiles(height);
    Value across = tiles(width);
    Value tiles = rows(inputsOf(x, down, across), SIDE * SIDE);
    Value seen = ops.reshape(transformed(B, tiles), SIDE * SIDE, -1, x.channels());
    Value products = ops.product(seen, filters);
    Value tiled = transformed(A, rows(products, SIDE * SIDE));
    Value size = list(height, width);
    Value batch = list(ops.sizes(x.value(), 0, 1), longs(outputs));
    Value pixels =
        ops.gather(
            rows(tiled, ops.multiply(longs(STEP * STEP), ops.multiply(down, across))),
            placesInTiles(height, width, down, across));
    return ops.reshape(ops.transpose(pixels, 1, 0), list(batch, size));
  }

  private Value tiles(Value side) {
    return divided(ops.add(side, longs(STEP - 1)));
  }

  /** Lines up what the tiles look at: {@code [36, tiles, n * c]}. */
  private Value inputsOf(Feature x, Value down, Value across) {
    Value size = ops.sizes(x.value(), 2, 4);
    Value matrix = ops.reshape(x.value(), list(longs(-1), product(size)));
    Value picture = ops.reshape(ops.transpose(matrix, 1, 0), list(size, longs(-1)));
    Value whole = ops.multiply(list(down, across), longs(STEP));
    Value missing = ops.graph().node("Sub", List.of(whole, size));
    Value pads = list(longs(1, 1, 0), ops.add(missing, longs(1)), longs(0));
    Value padded = ops.graph().node("Pad", List.of(picture, pads));
    Value pixels = rows(padded, product(ops.add(whole, longs(2))));
    Value stride = ops.add(ops.multiply(across, longs(STEP)), longs(2));
    Value inTile = grid(longs(SIDE), stride, longs(SIDE), longs(1));
    Value corners = grid(down, ops.multiply(stride, longs(STEP)), across, longs(STEP));
    return ops.gather(pixels, ops.add(ops.reshape(inTile, -1, 1), corners));
  }

  /** Returns {@code i * a + j * b} for all i below rows and j below columns, as one list. */
  private Value grid(Value rows, Value a, Value columns, Value b) {
    Value down = ops.multiply(ops.reshape(upTo(rows), -1, 1), a);
    return ops.reshape(ops.add(down, ops.multiply(upTo(columns), b)), -1);
  }

  /** Returns where each pixel of the picture lies among the outputs {@code [16, tiles]}. */
  private Value placesInTiles(Value height, Value width, Value down, Value across) {
    Value tiles = ops.multiply(down, across);
    Value y = upTo(height);
    Value x = upTo(width);
    Value fromY =
        ops.add(
            ops.multiply(remainder(y), ops.multiply(tiles, longs(STEP))),
            ops.multiply(divided(y), across));
    Value fromX = ops.add(ops.multiply(remainder(x), tiles), divided(x));
    return ops.reshape(ops.add(ops.reshape(fromY, -1, 1), fromX), -1);
  }

  /** Multiplies the Kronecker square of a matrix with {@code [columns^2, any]}. */
  private Value transformed(double[][] matrix, Value x) {
    int rows = matrix.length;
    int columns = matrix[0].length;
    float[] square = new float[rows * rows * columns * columns];
    for (int i = 0; i < square.length; i++) {
      int row = i / (columns * columns);
      int column = i % (columns * columns);
      square[i] =
          (float) (matrix[row / rows][column / columns] * matrix[row % rows][column % columns]);
    }
    return ops.product(ops.graph().matrix(columns * columns, square), x);
  }

  /** Returns 0, 1, 2, ... below a number given as a list of one. */
  private Value upTo(Value count) {
    Value scalar = ops.reshape(count, ops.graph().longs());
    return ops.graph().node("Range", List.of(scalar(0), scalar, scalar(1)));
  }

  private Value scalar(long number) {
    return ops.reshape(longs(number), ops.graph().longs());
  }

  private Value rows(Value x, int count) {
    return rows(x, longs(count));
  }

  private Value rows(Value x, Value count) {
    return ops.reshape(x, list(count, longs(-1)));
  }

  private Value product(Value sizes) {
    return ops.graph().node("ReduceProd", List.of(sizes));
  }

  private Value list(Value... parts) {
    return ops.concat(0, List.of(parts));
  }

  private Value longs(long... numbers) {
    return ops.graph().longs(numbers);
  }

  private Value remainder(Value numbers) {
    return ops.graph().node("Mod", List.of(numbers, longs(STEP)));
  }

  private Value divided(Value numbers) {
    return ops.graph().node("Div", List.of(numbers, longs(STEP)));
  }
}
