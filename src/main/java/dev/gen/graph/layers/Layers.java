package dev.gen.graph.layers;

import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.graph.nodes.WeightNodes;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * The layers that have weights, at one place in a network.
 *
 * <p>A place is a prefix of weight names: {@code at.in("mid_block").in("resnets.0")} is where
 * diffusers has its module of that name, and {@code conv("conv1", ...)} there takes its weights
 * from {@code mid_block.resnets.0.conv1}. For one thread.
 */
public final class Layers extends Ops {

  private final WeightNodes weights;
  private final String prefix;

  private Layers(OnnxGraph graph, WeightNodes weights, String prefix) {
    super(graph);
    this.weights = weights;
    this.prefix = prefix;
  }

  /** Returns the place where the names start. */
  public static Layers root(OnnxGraph graph, WeightNodes weights) {
    return new Layers(graph, weights, "");
  }

  /** Returns the place of a child module. */
  public Layers in(String child) {
    return new Layers(graph(), weights, prefix + child + ".");
  }

  /** Returns the place with that path, wherever this one is. */
  public Layers at(String path) {
    return new Layers(graph(), weights, path);
  }

  /** Returns the path of this place: what precedes the names of its weights. */
  public String path() {
    return prefix;
  }

  /** Returns a weight as it is, of the shape that the network expects. */
  public Value weight(String name, int... sizes) {
    return weights.value(prefix + name, new Shape(sizes));
  }

  /** A convolution of {@code x} to {@code channels} channels, with bias. */
  public Feature conv(String name, Feature x, int channels, Kernel kernel) {
    Shape filters = Winograd.filterShape(x.channels(), channels);
    if (kernel.equals(Kernel.THREE)
        && Winograd.pays(x.channels(), channels)
        && weights.takesRoom((long) Float.BYTES * filters.elements())) {
      return filtered(name, x, channels, filters);
    }
    Value matrix = weight(name + ".weight", channels, x.channels(), kernel.size(), kernel.size());
    return convolved(x, matrix, weight(name + ".bias", channels), channels, kernel);
  }

  private Feature filtered(String name, Feature x, int channels, Shape filters) {
    Value matrices =
        weights.computed(
            prefix + name + ".weight",
            new Shape(channels, x.channels(), 3, 3),
            (graph, weight) -> Winograd.filters(graph, weight, x.channels(), channels),
            filters);
    Value y = new Winograd(graph()).convolve(x, matrices, channels);
    return new Feature(add(y, weight(name + ".bias", channels, 1, 1)), channels);
  }

  /** A convolution without bias. */
  public Feature convWithoutBias(String name, Feature x, int channels, Kernel kernel) {
    Value matrix = weight(name + ".weight", channels, x.channels(), kernel.size(), kernel.size());
    return convolved(x, matrix, Value.NONE, channels, kernel);
  }

  private Feature convolved(Feature x, Value matrix, Value bias, int channels, Kernel kernel) {
    Value y =
        graph()
            .node(
                "Conv",
                List.of(x.value(), matrix, bias),
                Attribute.ofList("kernel_shape", kernel.size(), kernel.size()),
                Attribute.ofList("strides", kernel.stride(), kernel.stride()),
                Attribute.ofList(
                    "pads", kernel.before(), kernel.before(), kernel.after(), kernel.after()));
    return new Feature(y, channels);
  }

  /** A linear layer with bias on rows {@code [rows, x.width]}. */
  public Tokens linear(String name, Tokens x, int width) {
    Weight matrix = weights.find(prefix + name + ".weight", new Shape(width, x.width()));
    return product(x, matrix, weight(name + ".bias", width), width);
  }

  /** A linear layer without bias on rows {@code [rows, x.width]}. */
  public Tokens linearWithoutBias(String name, Tokens x, int width) {
    Weight matrix = weights.find(prefix + name + ".weight", new Shape(width, x.width()));
    return product(x, matrix, Value.NONE, width);
  }

  /**
   * Half of a linear layer that is twice as wide: outputs {@code half * width} onwards.
   *
   * @param half 0 for the first half of the outputs, 1 for the second
   */
  public Tokens linearHalf(String name, Tokens x, int width, int half) {
    Weight both = weights.find(prefix + name + ".weight", new Shape(2 * width, x.width()));
    Weight bias = weights.find(prefix + name + ".bias", new Shape(2 * width));
    int from = half * width;
    Value part = weights.value(bias.rows(from, from + width));
    return product(x, both.rows(from, from + width), part, width);
  }

  private Tokens product(Tokens x, Weight matrix, Value bias, int width) {
    long rowsAreOutputs = matrix.layout() == Layout.AS_STORED ? 1 : 0;
    Value y =
        graph()
            .node(
                "Gemm",
                List.of(x.rows(), weights.value(matrix), bias),
                Attribute.of("transB", rowsAreOutputs));
    return new Tokens(y, x.batch(), width);
  }

  /** Layer normalisation of every row. */
  public Tokens layerNorm(String name, Tokens x, double epsilon) {
    Value scale = weight(name + ".weight", x.width());
    Value shift = weight(name + ".bias", x.width());
    return new Tokens(normalize(x.rows(), scale, shift, epsilon), x.batch(), x.width());
  }

  /**
   * Group normalisation (Wu and He 2018, arXiv 1803.08494).
   *
   * <p>A layer normalisation over each group's numbers, then the scale and shift of the channels:
   * of the forms that were measured with ONNX Runtime 1.29 on CPU the fastest, a fifth faster than
   * InstanceNormalization and as exact; ReduceMean with ReduceSumSquare loses three digits.
   */
  public Feature groupNorm(String name, Feature x, GroupNorm norm) {
    Value grouped = reshape(x.value(), 0, norm.groups(), -1);
    Value normal = normalize(grouped, ones(sizes(grouped, 2, 3)), Value.NONE, norm.epsilon());
    Value scale = weight(name + ".weight", x.channels(), 1, 1);
    Value shift = weight(name + ".bias", x.channels(), 1, 1);
    Value y = add(multiply(reshape(normal, sizes(x.value())), scale), shift);
    return new Feature(y, x.channels());
  }
}
