package dev.gen.graph.nodes;

import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.adapter.Layer;
import dev.gen.checkpoint.adapter.LowRank;
import dev.gen.checkpoint.adapter.Update;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gives every weight that adapters change, or that saves time, a place in one file. */
final class Merges {

  private final ComputedWeights weights;
  private final Map<String, StoredTensor> places = new HashMap<>();

  /** Starts an empty file in that folder. */
  Merges(Path folder) {
    this.weights = new ComputedWeights(folder);
  }

  /**
   * Returns where the weight of that name will be, as adapters change it, with that shape.
   *
   * <p>Large weights of less than four bytes a number are rounded to half precision again, as a
   * network that uses them where they lie has them.
   */
  StoredTensor merged(String name, Weight weight, Shape shape) {
    DataType type = WeightNodes.stays(weight.tensor()) ? DataType.F16 : DataType.F32;
    List<LowRank> products =
        weight.updates().stream().map(Update::lowRank).flatMap(Optional::stream).toList();
    if (products.size() < weight.updates().size()) {
      return place(name, type, shape, () -> graph(on -> value(on, weight, shape), shape, type));
    }
    Weight matrix = weight.layout() == Layout.AS_STORED ? weight.reshaped(flat(shape)) : weight;
    return place(
        name,
        type,
        shape,
        () -> new ProductGraph(weights.file().getRoot(), matrix, products).graph(type));
  }

  private static Shape flat(Shape shape) {
    int outputs = shape.size(0);
    return new Shape(outputs, shape.elements() / outputs);
  }

  /** Returns where that will be which a formula makes of a weight and what adapters do to it. */
  StoredTensor computed(
      String name,
      Weight weight,
      Shape shape,
      BiFunction<OnnxGraph, Value, Value> formula,
      Shape result) {
    return place(
        name,
        DataType.F32,
        result,
        () -> graph(on -> formula.apply(on, value(on, weight, shape)), result, DataType.F32));
  }

  private StoredTensor place(String name, DataType type, Shape shape, Supplier<byte[]> graph) {
    return places.computeIfAbsent(
        name,
        key -> {
          int bytes = Math.multiplyExact(type.bytes(), shape.elements());
          long start = weights.place(name, bytes, graph);
          return new StoredTensor(name, type, shape, weights.file(), start, bytes);
        });
  }

  /** Returns the file, if there is anything in it. */
  Optional<MergedFile> finished() {
    return weights.finished();
  }

  private static Value value(OnnxGraph graph, Weight weight, Shape shape) {
    FormulaNodes on = new FormulaNodes(graph);
    Layer layer = Layer.of(shape);
    Value value = WeightNodes.floats(graph, weight.tensor());
    if (weight.layout() == Layout.TRANSPOSED) {
      value = graph.node("Transpose", List.of(value));
    }
    value = on.reshaped(value, layer.out(), layer.in(), layer.kernel());
    for (Update update : weight.updates()) {
      value = update.on(on, value, layer);
    }
    return value;
  }

  private byte[] graph(Function<OnnxGraph, Value> formula, Shape shape, DataType type) {
    OnnxGraph graph = new OnnxGraph("merge", weights.file().getRoot());
    Value value = formula.apply(graph);
    Value floats = value;
    if (type == DataType.F16) {
      value = WeightNodes.cast(graph, value, ElementType.FLOAT16);
      floats = WeightNodes.cast(graph, value, ElementType.FLOAT);
    }
    ElementType stored = ElementType.of(type).orElseThrow();
    return ComputedWeights.graph(graph, stored, value, shape.elements(), floats);
  }
}
