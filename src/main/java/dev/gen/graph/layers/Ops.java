package dev.gen.graph.layers;

import com.google.protobuf.ByteString;
import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.graph.proto.TensorProto;
import java.util.List;

/** The operations that need no weights, named as the papers name them. */
public abstract class Ops {

  private static final TensorProto ONE =
      OnnxGraph.tensor(ElementType.FLOAT, 1)
          .setRawData(ByteString.copyFrom(new byte[] {0, 0, (byte) 0x80, 0x3f}))
          .build();

  private final OnnxGraph graph;

  public Ops(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Returns the graph that the operations are added to. */
  public final OnnxGraph graph() {
    return graph;
  }

  public final Value add(Value a, Value b) {
    return graph.node("Add", List.of(a, b));
  }

  public final Tokens add(Tokens a, Tokens b) {
    return b.with(add(a.rows(), b.rows()));
  }

  public final Value multiply(Value a, Value b) {
    return graph.node("Mul", List.of(a, b));
  }

  /** The matrix product, of each pair of matrices where there are more axes. */
  public final Value product(Value a, Value b) {
    return graph.node("MatMul", List.of(a, b));
  }

  /** x * sigmoid(x), in one pass over the numbers. */
  public final Value silu(Value x) {
    return graph.contribNode("QuickGelu", List.of(x), Attribute.of("alpha", 1.0));
  }

  /** x * sigmoid(1.702 x), the approximation that OpenAI's CLIP uses. */
  public final Value quickGelu(Value x) {
    return graph.contribNode("QuickGelu", List.of(x), Attribute.of("alpha", 1.702));
  }

  /** x * Phi(x), exact (by the error function). */
  public final Value gelu(Value x) {
    return graph.contribNode("Gelu", List.of(x));
  }

  public final Value relu(Value x) {
    return graph.node("Relu", List.of(x));
  }

  public final Value cast(Value x, ElementType type) {
    return graph.node("Cast", List.of(x), Attribute.of("to", (long) type.code()));
  }

  /** Reshapes; 0 keeps an axis, -1 takes what is left. */
  public final Value reshape(Value x, long... sizes) {
    return reshape(x, graph.longs(sizes));
  }

  /** Reshapes to sizes that are known only when the graph runs. */
  public final Value reshape(Value x, Value sizes) {
    return graph.node("Reshape", List.of(x, sizes));
  }

  public final Value transpose(Value x, long... axes) {
    return graph.node("Transpose", List.of(x), Attribute.ofList("perm", axes));
  }

  public final Value concat(int axis, List<Value> parts) {
    return graph.node("Concat", parts, Attribute.of("axis", (long) axis));
  }

  /** Returns rows of the first axis by their numbers, which may have any shape. */
  public final Value gather(Value x, Value rows) {
    return graph.node("Gather", List.of(x, rows));
  }

  /** Returns the sizes of all axes, as a list. */
  public final Value sizes(Value x) {
    return graph.node("Shape", List.of(x));
  }

  /** Returns the sizes of axes {@code from} (inclusive) to {@code to} (exclusive), as a list. */
  public final Value sizes(Value x, int from, int to) {
    return graph.node(
        "Shape", List.of(x), Attribute.of("start", (long) from), Attribute.of("end", (long) to));
  }

  /** Returns ones, as many as the list of sizes says. */
  public final Value ones(Value sizes) {
    return graph.node("ConstantOfShape", List.of(sizes), Attribute.of("value", ONE));
  }

  /** Normalises over the last axis: (x - mean) / sqrt(variance + epsilon), times the scale. */
  public final Value normalize(Value x, Value scale, Value shift, double epsilon) {
    return graph.node(
        "LayerNormalization",
        List.of(x, scale, shift),
        Attribute.of("axis", -1L),
        Attribute.of("epsilon", epsilon));
  }

  /** Doubles height and width of {@code [n, c, h, w]} by repeating pixels. */
  public final Value doubled(Value x) {
    return nearest(List.of(x, Value.NONE, graph.floats(1, 1, 2, 2)));
  }

  /** Enlarges {@code [n, c, h, w]} to the height and width of another by repeating pixels. */
  public final Value enlargedLike(Value x, Value other) {
    Value sizes = concat(0, List.of(sizes(x, 0, 2), sizes(other, 2, 4)));
    return nearest(List.of(x, Value.NONE, Value.NONE, sizes));
  }

  private Value nearest(List<Value> inputs) {
    return graph.node(
        "Resize",
        inputs,
        Attribute.of("mode", "nearest"),
        Attribute.of("coordinate_transformation_mode", "asymmetric"),
        Attribute.of("nearest_mode", "floor"));
  }

  /**
   * Softmax attention softmax(q k^T / sqrt(d)) v, head by head.
   *
   * @param query {@code [n, s, width]}
   * @param key {@code [n, t, width]}
   * @param value {@code [n, t, width]}
   * @param heads into how many heads the width is divided
   * @return {@code [n, s, width]}
   */
  public final Value attention(Value query, Value key, Value value, int heads) {
    return graph.contribNode(
        "MultiHeadAttention", List.of(query, key, value), Attribute.of("num_heads", (long) heads));
  }

  /** As {@link #attention}, where a token sees only itself and those before it. */
  public final Value causalAttention(Value query, Value key, Value value, int heads) {
    return graph.contribNode(
        "MultiHeadAttention",
        List.of(query, key, value),
        Attribute.of("num_heads", (long) heads),
        Attribute.of("unidirectional", 1L));
  }
}
