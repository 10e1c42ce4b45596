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
import java.util.function.Supplier;

/**
 * Gives every weight that adapters change a place in one file, and writes down how to compute it.
 *
 * <p>Merged inside the network's own graph, all of them would lie in memory twice until its session
 * is made; one by one, only the largest does. Large weights of less than four bytes a number are
 * rounded to half precision again, as a network that uses them where they lie has them. For one
 * thread.
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

  /** Returns where the weight of that name will be, changed, with that shape. */
  StoredTensor place(String name, Weight weight, Shape shape) {
    return places.computeIfAbsent(
        name,
        key -> {
          DataType type = WeightNodes.stays(weight.tensor()) ? DataType.F16 : DataType.F32;
          long start = end;
          int bytes = Math.multiplyExact(type.bytes(), shape.elements());
          end += bytes;
          largest = Math.max(largest, bytes);
          graphs.put(name, () -> graph(weight, shape, type));
          return new StoredTensor(name, type, shape, file, start, bytes);
        });
  }

  /** Returns the file, if there is anything in it. */
  Optional<MergedFile> finished() {
    return graphs.isEmpty()
        ? Optional.empty()
        : Optional.of(new MergedFile(file, file.getRoot(), largest, graphs));
  }

  private byte[] graph(Weight weight, Shape shape, DataType type) {
    OnnxGraph graph = new OnnxGraph("merge", file.getRoot());
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
    Value floats = value;
    if (type == DataType.F16) {
      value = WeightNodes.cast(graph, value, ElementType.FLOAT16);
      floats = WeightNodes.cast(graph, value, ElementType.FLOAT);
    }
    ElementType stored = ElementType.of(type).orElseThrow();
    graph.output("merged", stored, value, layer.out(), layer.in(), layer.kernel());
    Value sum = graph.node("ReduceSum", List.of(floats), Attribute.of("keepdims", 0L));
    graph.output("sum", sum);
    return graph.toBytes();
  }
}
