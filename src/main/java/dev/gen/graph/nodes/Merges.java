package dev.gen.graph.nodes;

import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
    MergeGraph graph = new MergeGraph(weights.file().getRoot(), weight, shape);
    return place(name, type, shape, () -> graph.graph(type));
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
        () -> {
          OnnxGraph graph = new OnnxGraph("merge", weights.file().getRoot());
          Value value =
              formula.apply(
                  graph, new MergeGraph(weights.file().getRoot(), weight, shape).after(graph));
          return ComputedWeights.graph(graph, ElementType.FLOAT, value, result.elements(), value);
        });
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
}
