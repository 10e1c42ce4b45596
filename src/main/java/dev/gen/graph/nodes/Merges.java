package dev.gen.graph.nodes;

import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.adapter.Layer;
import dev.gen.checkpoint.adapter.Update;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives every weight that is computed before a network opens a place in one file, and writes down
 * how to compute it.
 *
 * <p>Computed inside the network's own graph, all of them would lie in memory twice until its
 * session is made; one by one, only the largest does. For one thread.
 */
final class Merges {

  private final Path file;
  private final Map<String, Supplier<byte[]>> graphs = new LinkedHashMap<>();
  private final Map<String, StoredTensor> places = new HashMap<>();
  private long end;
  private int largest;

  /** Starts an empty file under that path. */
  Merges(Path file) {
    this.file = file;
  }

  /**
   * Returns where the weight of that name will be, as adapters change it, with that shape.
   *
   * <p>Large weights of less than four bytes a number are rounded to half precision again, as a
   * network that uses them where they lie has them.
   */
  StoredTensor merged(String name, Weight weight, Shape shape) {
    DataType type = WeightNodes.stays(weight.tensor()) ? DataType.F16 : DataType.F32;
    return place(name, type, shape, graph -> value(graph, weight, shape));
  }

  /** Returns where that will be which a formula makes of a weight and what adapters do to it. */
  StoredTensor computed(
      String name,
      Weight weight,
      Shape shape,
      BiFunction<OnnxGraph, Value, Value> formula,
      Shape result) {
    return place(
        name, DataType.F32, result, graph -> formula.apply(graph, value(graph, weight, shape)));
  }

  private StoredTensor place(
      String name, DataType type, Shape shape, Function<OnnxGraph, Value> formula) {
    return places.computeIfAbsent(
        name,
        key -> {
          long start = end;
          int bytes = Math.multiplyExact(type.bytes(), shape.elements());
          end += bytes;
          largest = Math.max(largest, bytes);
          graphs.put(name, () -> graph(formula, shape, type));
          return new StoredTensor(name, type, shape, file, start, bytes);
        });
  }

  /** Returns the file, if there is anything in it. */
  Optional<MergedFile> finished() {
    return graphs.isEmpty()
        ? Optional.empty()
        : Optional.of(new MergedFile(file, file.getRoot(), end, largest, graphs));
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
    OnnxGraph graph = new OnnxGraph("merge", file.getRoot());
    Value value = formula.apply(graph);
    Value floats = value;
    if (type == DataType.F16) {
      value = WeightNodes.cast(graph, value, ElementType.FLOAT16);
      floats = WeightNodes.cast(graph, value, ElementType.FLOAT);
    }
    Value flat = graph.node("Reshape", List.of(value, graph.longs(-1)));
    graph.output("merged", ElementType.of(type).orElseThrow(), flat, shape.elements());
    Value sum = graph.node("ReduceSum", List.of(floats), Attribute.of("keepdims", 0L));
    graph.output("sum", sum);
    return graph.toBytes();
  }
}
