package dev.gen.graph.nodes;

import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.adapter.Layer;
import dev.gen.checkpoint.adapter.LowRank;
import dev.gen.checkpoint.adapter.Update;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The graph that computes a weight as adapters change it.
 *
 * <p>Products of thin matrices, which most files have, are added as one, {@code W + sum of s_i A_i
 * B_i} with all A side by side and all B one above the other. Fresh memory is what takes time, so
 * numbers as large as the weight are outputs, which have the same place one weight after the other.
 *
 * @param root the folder that file names are relative to
 * @param weight with at least one update
 * @param shape that the network sees
 */
record MergeGraph(Path root, Weight weight, Shape shape) {

  /** Returns the graph; see {@link MergedFile#graphs}. */
  byte[] graph(DataType type) {
    OnnxGraph graph = new OnnxGraph("merge", root);
    List<LowRank> products =
        weight.updates().stream().map(Update::lowRank).flatMap(Optional::stream).toList();
    boolean all = products.size() == weight.updates().size();
    Layer layer = Layer.of(shape);
    Shape seen =
        all
            ? new Shape(layer.out(), layer.in() * layer.kernel())
            : new Shape(layer.out(), layer.in(), layer.kernel());
    boolean turned = weight.layout() == Layout.TRANSPOSED;
    Weight own = turned ? weight : weight.reshaped(seen);
    Value before = before(graph, own);
    Value after =
        all
            ? sum(graph, before, products)
            : after(graph, turned ? layered(graph, before, layer) : before, layer);
    if (type == DataType.F32) {
      graph.output(ElementType.FLOAT, after, seen);
      graph.output("sum", sum(graph, after));
    } else {
      Value stored = WeightNodes.cast(graph, after, ElementType.FLOAT16);
      graph.output(ElementType.FLOAT16, stored, seen);
      graph.output("sum", graph.node("Add", List.of(sum(graph, after), extremes(graph, after))));
      graph.output(ElementType.FLOAT, after, seen);
    }
    if (weight.tensor().dataType() != DataType.F32) {
      graph.output(ElementType.FLOAT, before, own.shape());
    }
    return graph.toBytes();
  }

  /** Brings a weight into a graph as floats, rows first. */
  private static Value before(OnnxGraph graph, Weight weight) {
    Value value = WeightNodes.floats(graph, weight.tensor());
    return weight.layout() == Layout.TRANSPOSED ? graph.node("Transpose", List.of(value)) : value;
  }

  /** Brings the weight into a graph as adapters change it, {@code [out, in, kernel]}. */
  Value after(OnnxGraph graph) {
    Layer layer = Layer.of(shape);
    return after(graph, layered(graph, before(graph, weight), layer), layer);
  }

  private Value after(OnnxGraph graph, Value before, Layer layer) {
    FormulaNodes on = new FormulaNodes(graph);
    Value value = before;
    for (Update update : weight.updates()) {
      value = update.on(on, value, layer);
    }
    return value;
  }

  private static Value layered(OnnxGraph graph, Value value, Layer layer) {
    return new FormulaNodes(graph).reshaped(value, layer.out(), layer.in(), layer.kernel());
  }

  private static Value sum(OnnxGraph graph, Value before, List<LowRank> products) {
    List<Value> left = new ArrayList<>();
    List<Value> right = new ArrayList<>();
    for (LowRank product : products) {
      Value factor = WeightNodes.floats(graph, product.left());
      left.add(graph.node("Mul", List.of(factor, graph.floats((float) product.scale()))));
      right.add(WeightNodes.floats(graph, product.right()));
    }
    Value all = graph.node("Concat", left, Attribute.of("axis", 1L));
    Value others = graph.node("Concat", right, Attribute.of("axis", 0L));
    return graph.node("Gemm", List.of(all, others, before));
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
