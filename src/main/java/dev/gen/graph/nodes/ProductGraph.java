package dev.gen.graph.nodes;

import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.adapter.LowRank;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph that computes a weight to which products of thin matrices are added, {@code W + sum of
 * s_i A_i B_i}, as one product with all A side by side and all B one above the other.
 *
 * <p>Exists because most files are of this kind, and fresh memory is what takes time: numbers as
 * large as the weight are outputs, so that they all have the same place in memory, one weight after
 * the other.
 *
 * @param root the folder that file names are relative to
 * @param weight a matrix
 * @param products at least one
 */
record ProductGraph(Path root, Weight weight, List<LowRank> products) {

  /** Returns the graph; see {@link MergedFile#graphs}. */
  byte[] graph(DataType type) {
    OnnxGraph graph = new OnnxGraph("merge", root);
    Value before = WeightNodes.floats(graph, weight.tensor());
    boolean computed = weight.tensor().dataType() != DataType.F32;
    if (weight.layout() == Layout.TRANSPOSED) {
      before = graph.node("Transpose", List.of(before));
      computed = true;
    }
    Value after = graph.node("Gemm", List.of(left(graph), right(graph), before));
    Shape shape = weight.shape();
    if (type == DataType.F32) {
      graph.output(ElementType.FLOAT, after, shape);
      graph.output("sum", sum(graph, after));
    } else {
      Value stored = WeightNodes.cast(graph, after, ElementType.FLOAT16);
      graph.output(ElementType.FLOAT16, stored, shape);
      graph.output("sum", graph.node("Add", List.of(sum(graph, after), extremes(graph, after))));
      graph.output(ElementType.FLOAT, after, shape);
    }
    if (computed) {
      graph.output(ElementType.FLOAT, before, shape);
    }
    return graph.toBytes();
  }

  private Value left(OnnxGraph graph) {
    List<Value> factors = new ArrayList<>();
    for (LowRank product : products) {
      Value left = WeightNodes.floats(graph, product.left());
      factors.add(graph.node("Mul", List.of(left, graph.floats((float) product.scale()))));
    }
    return graph.node("Concat", factors, Attribute.of("axis", 1L));
  }

  private Value right(OnnxGraph graph) {
    List<Value> factors =
        products.stream().map(product -> WeightNodes.floats(graph, product.right())).toList();
    return graph.node("Concat", factors, Attribute.of("axis", 0L));
  }

  private static Value sum(OnnxGraph graph, Value value) {
    return graph.node("ReduceSum", List.of(value), Attribute.of("keepdims", 0L));
  }

  /** Is not finite if half precision cannot hold one of the numbers. */
  private static Value extremes(OnnxGraph graph, Value value) {
    Value most = graph.node("ReduceMax", List.of(value), Attribute.of("keepdims", 0L));
    Value least = graph.node("ReduceMin", List.of(value), Attribute.of("keepdims", 0L));
    return graph.node("Sub", List.of(rounded(graph, most), rounded(graph, least)));
  }

  private static Value rounded(OnnxGraph graph, Value number) {
    Value half = WeightNodes.cast(graph, number, ElementType.FLOAT16);
    return WeightNodes.cast(graph, half, ElementType.FLOAT);
  }
}
