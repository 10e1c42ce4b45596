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
final class Winograd extends IndexOps {

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

  Winograd(OnnxGraph graph) {
    super(graph);
  }

  /**
   * Returns whether such a layer is faster so, by a fixed rule: a seed must not depend on timings.
   * On x86-64, where it was measured, at every size of picture.
   */
  static boolean pays(int inputs, int outputs) {
    return MEASURED
        && Math.min(inputs, outputs) >= FEWEST_CHANNELS
        && (long) inputs * outputs <= MOST_PAIRS;
  }

  /** Returns the shape of the filters of such a layer: one matrix for each input of a tile. */
  static Shape filterShape(int inputs, int outputs) {
    return new Shape(SIDE * SIDE, inputs, outputs);
  }

  /** Turns weights {@code [outputs, inputs, 3, 3]} into filters of {@link #filterShape}. */
  static Value filters(OnnxGraph graph, Value weight, int inputs, int outputs) {
    Winograd on = new Winograd(graph);
    Value taps = on.reshape(weight, outputs, inputs, 9);
    Value first = on.rows(on.transpose(taps, 2, 1, 0), 9);
    return on.reshape(on.transformed(G, first), SIDE * SIDE, inputs, outputs);
  }

  /**
   * Convolves, with zeros around the picture and no bias.
   *
   * @param x {@code [n, inputs, h, w]}, of any size
   * @param filters of {@link #filterShape}
   * @return {@code [n, outputs, h, w]}
   */
  Value convolve(Feature x, Value filters, int outputs) {
    Value height = sizes(x.value(), 2, 3);
    Value width = sizes(x.value(), 3, 4);
    Value down = tiles(height);
    Value across = tiles(width);
    Value tiles = rows(inputsOf(x, down, across), SIDE * SIDE);
    Value seen = reshape(transformed(B, tiles), SIDE * SIDE, -1, x.channels());
    Value products = product(seen, filters);
    Value tiled = transformed(A, rows(products, SIDE * SIDE));
    Value size = list(height, width);
    Value batch = list(sizes(x.value(), 0, 1), longs(outputs));
    Value pixels =
        gather(
            rows(tiled, multiply(longs(STEP * STEP), multiply(down, across))),
            placesInTiles(height, width, down, across));
    return reshape(transpose(pixels, 1, 0), list(batch, size));
  }

  private Value tiles(Value side) {
    return divided(add(side, longs(STEP - 1)));
  }

  /** Lines up what the tiles look at: {@code [36, tiles, n * c]}. */
  private Value inputsOf(Feature x, Value down, Value across) {
    Value size = sizes(x.value(), 2, 4);
    Value matrix = reshape(x.value(), list(longs(-1), total(size)));
    Value picture = reshape(transpose(matrix, 1, 0), list(size, longs(-1)));
    Value whole = multiply(list(down, across), longs(STEP));
    Value missing = graph().node("Sub", List.of(whole, size));
    Value pads = list(longs(1, 1, 0), add(missing, longs(1)), longs(0));
    Value padded = graph().node("Pad", List.of(picture, pads));
    Value pixels = rows(padded, total(add(whole, longs(2))));
    Value stride = add(multiply(across, longs(STEP)), longs(2));
    Value inTile = grid(longs(SIDE), stride, longs(SIDE), longs(1));
    Value corners = grid(down, multiply(stride, longs(STEP)), across, longs(STEP));
    return gather(pixels, add(reshape(inTile, -1, 1), corners));
  }

  /** Returns where each pixel of the picture lies among the outputs {@code [16, tiles]}. */
  private Value placesInTiles(Value height, Value width, Value down, Value across) {
    Value tiles = multiply(down, across);
    Value y = upTo(height);
    Value x = upTo(width);
    Value fromY =
        add(multiply(remainder(y), multiply(tiles, longs(STEP))), multiply(divided(y), across));
    Value fromX = add(multiply(remainder(x), tiles), divided(x));
    return reshape(add(reshape(fromY, -1, 1), fromX), -1);
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
    return product(graph().matrix(columns * columns, square), x);
  }

  private Value remainder(Value numbers) {
    return graph().node("Mod", List.of(numbers, longs(STEP)));
  }

  private Value divided(Value numbers) {
    return graph().node("Div", List.of(numbers, longs(STEP)));
  }
}
