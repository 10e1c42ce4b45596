package dev.gen.graph.layers;

import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import java.util.List;

/**
 * Layers that multiply numbers of a byte: activations as they come, weights as they were rounded.
 *
 * <p>A tensor x of activations becomes {@code round(x / scale) + zero}, 0 to 255, with a scale of
 * its own in every run; a weight becomes -127 to 127 with a scale for each output. Sums are exact,
 * so the rounding of both is all that is lost. A convolution is a product too: the rows are what
 * each output pixel looks at.
 */
public final class ByteLayers extends IndexOps {

  /** Adds to that graph. */
  public ByteLayers(OnnxGraph graph) {
    super(graph);
  }

  /**
   * A tensor in bytes.
   *
   * @param floats what it was
   * @param bytes of the same shape
   * @param scale what one step is worth, a scalar
   * @param zero the byte that stands for 0, a scalar
   */
  public record Bytes(Value floats, Value bytes, Value scale, Value zero) {}

  /**
   * The weights of a layer in bytes.
   *
   * @param matrix {@code [inputs, outputs]}
   * @param scales of the outputs
   * @param bias of the outputs, or none
   */
  public record ByteWeights(Value matrix, Value scales, Value bias) {}

  /**
   * The window of a convolution.
   *
   * @param height of the window
   * @param width of the window
   * @param stride pixels from one window to the next, down and across
   * @param pads rows and columns of zeros: top, left, bottom, right
   */
  public record Window(int height, int width, List<Long> stride, List<Long> pads) {
    boolean isPoint() {
      return height * width == 1
          && stride.stream().allMatch(s -> s == 1)
          && pads.stream().allMatch(p -> p == 0);
    }
  }

  /** Rounds activations to bytes. */
  public Bytes bytes(Value x) {
    List<Value> outputs = graph().nodes("DynamicQuantizeLinear", 3, List.of(x));
    return new Bytes(x, outputs.get(0), outputs.get(1), outputs.get(2));
  }

  /** Multiplies rows {@code [..., inputs]} with a matrix, giving floats {@code [..., outputs]}. */
  public Value product(Bytes x, ByteWeights weights) {
    return graph()
        .contribNode(
            "MatMulIntegerToFloat",
            List.of(
                x.bytes,
                weights.matrix,
                x.scale,
                weights.scales,
                x.zero,
                Value.NONE,
                weights.bias));
  }

  /**
   * Convolves.
   *
   * @param x {@code [n, inputs, h, w]}
   * @param weights their matrix's rows in the order: row of the window, column, input
   * @return {@code [n, outputs, h', w']}
   */
  public Value convolution(Bytes x, ByteWeights weights, int inputs, int outputs, Window window) {
    Value down = count(size(x.floats, 2), window, 0);
    Value across = count(size(x.floats, 3), window, 1);
    Value pixels = transpose(x.bytes, 0, 2, 3, 1);
    Value seen =
        window.isPoint()
            ? reshape(pixels, -1, inputs)
            : seen(new Bytes(x.floats, pixels, x.scale, x.zero), inputs, window, down, across);
    Value y = product(new Bytes(x.floats, seen, x.scale, x.zero), weights);
    Value batch = size(x.floats, 0);
    Value samples = reshape(y, list(batch, longs(-1, outputs)));
    return reshape(transpose(samples, 0, 2, 1), list(batch, longs(outputs), down, across));
  }

  /** Lines up what every output pixel looks at: {@code [n * h' * w', window * inputs]}. */
  private Value seen(Bytes x, int inputs, Window window, Value down, Value across) {
    List<Long> pads = window.pads;
    Value frame = longs(0, pads.get(0), pads.get(1), 0, 0, pads.get(2), pads.get(3), 0);
    Value padded = graph().node("Pad", List.of(x.bytes, frame, x.zero));
    Value height = size(padded, 1);
    Value width = size(padded, 2);
    Value taps = grid(longs(window.height), width, longs(window.width), longs(1));
    Value stepDown = multiply(width, longs(window.stride.get(0)));
    Value corners = grid(down, stepDown, across, longs(window.stride.get(1)));
    Value pictures = multiply(upTo(size(padded, 0)), multiply(height, width));
    Value all = reshape(add(reshape(pictures, -1, 1), corners), -1, 1);
    Value gathered = gather(reshape(padded, -1, inputs), add(all, taps));
    return reshape(gathered, -1, (long) window.height * window.width * inputs);
  }

  /** Returns how many windows fit along an axis. */
  private Value count(Value side, Window window, int axis) {
    long pads = window.pads.get(axis) + window.pads.get(axis + 2);
    long length = axis == 0 ? window.height : window.width;
    Value room = add(side, longs(pads - length));
    return add(graph().node("Div", List.of(room, longs(window.stride.get(axis)))), longs(1));
  }

  /** The size of an axis as a list of one, in a form that old operator sets have too. */
  private Value size(Value x, int axis) {
    return gather(sizes(x), longs(axis));
  }
}
