package dev.gen.graph.nodes;

import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Brings weights into a graph: as references, turned to floats, or as references to where those
 * will be that adapters change.
 *
 * <p>All of this is constant, so ONNX Runtime computes it once when it loads the graph. Missing and
 * misshapen weights are collected, so that one message can name them all. For one thread.
 */
public final class WeightNodes {

  private static final int NAMED_AT_MOST = 3;

  /** Smaller tensors, such as biases, cost nothing to turn to floats once. In bytes. */
  private static final int FOLDED_BELOW = 1 << 16;

  private final OnnxGraph graph;
  private final Weights weights;
  private final Map<String, Shape> wanted = new LinkedHashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Merges merges;
  private long room;

  /** Takes weights from there into that graph. */
  public WeightNodes(OnnxGraph graph, Weights weights) {
    this(graph, weights, 0);
  }

  /**
   * Takes weights from there into that graph.
   *
   * @param room how many bytes weights may have that are computed to save time
   */
  public WeightNodes(OnnxGraph graph, Weights weights, long room) {
    this.graph = graph;
    this.weights = weights;
    this.room = room;
    this.merges = new Merges(weights.scratch());
  }

  /** Takes so much of the room for weights that save time, if there is as much. */
  public boolean takesRoom(long bytes) {
    if (bytes > room) {
      return false;
    }
    room -= bytes;
    return true;
  }

  /**
   * Returns what a formula makes of the weight of that name and shape, as it is computed once
   * before the network opens.
   *
   * @param formula takes the graph that computes it and the weight there
   * @param result the shape of what it makes
   */
  public Value computed(
      String name, Shape shape, BiFunction<OnnxGraph, Value, Value> formula, Shape result) {
    return reference(merges.computed(name, stored(name, shape), shape, formula, result));
  }

  /** Returns the weight of that name and shape as a float tensor. */
  public Value value(String name, Shape shape) {
    return value(find(name, shape));
  }

  /** Returns the weight of that name, seen with that shape; a problem is noted where there is. */
  public Weight find(String name, Shape shape) {
    Weight weight = stored(name, shape);
    if (!weight.updates().isEmpty()) {
      return new Weight(merges.merged(name, weight, shape), Layout.AS_STORED, List.of());
    }
    return weight.layout() == Layout.AS_STORED ? weight.reshaped(shape) : weight;
  }

  private Weight stored(String name, Shape shape) {
    requirePossible(name, shape);
    wanted.put(name, shape);
    Optional<Weight> found = weights.find(name);
    if (found.isEmpty()) {
      problems.add(name + " is missing");
      return standIn(name, shape);
    }
    Weight weight = found.get();
    if (!agree(weight.shape(), shape)) {
      problems.add("%s is %s, not %s".formatted(name, weight.shape(), shape));
      return standIn(name, shape);
    }
    return weight;
  }

  /** Returns a weight as a float tensor, as it is stored. */
  public Value value(Weight weight) {
    return reference(weight.tensor());
  }

  /** Returns the file of the weights that are computed, if there are any. */
  public Optional<MergedFile> merged() {
    return merges.finished();
  }

  /** Returns the names and shapes of all weights that were asked for, in that order. */
  public Map<String, Shape> wanted() {
    return wanted;
  }

  /**
   * Complains about all weights that did not fit.
   *
   * @throws ModelFormatException if there were any
   */
  public void check() {
    if (!problems.isEmpty()) {
      List<String> first = problems.stream().limit(NAMED_AT_MOST).toList();
      throw new ModelFormatException(
          "%s: %d weights do not fit the model's config: %s%s; check the config and the family"
              .formatted(
                  weights.place(),
                  problems.size(),
                  String.join("; ", first),
                  problems.size() > NAMED_AT_MOST ? "; ..." : ""));
    }
  }

  /**
   * Refers to a tensor. A large one of less than four bytes a number stays as it lies in its file
   * and is turned to floats whenever the graph runs: opening is quick, and memory holds pages of
   * the file. Measured on a UNet of 1.7 GB, this adds 5 to 20 % to a run and saves 2 GB and 20 s.
   */
  private Value reference(StoredTensor tensor) {
    Optional<ElementType> type = ElementType.of(tensor.dataType());
    if (type.isEmpty()) {
      problems.add(
          "%s is of the type %s".formatted(tensor.name(), tensor.dataType().displayName()));
      return Value.NONE;
    }
    Value value =
        stays(tensor) ? graph.unfolded(type.get(), tensor) : graph.external(type.get(), tensor);
    return scaled(graph, tensor, floats(graph, type.get(), value));
  }

  /** Tells whether a tensor is turned to floats in every run rather than once. */
  static boolean stays(StoredTensor tensor) {
    return tensor.dataType().bytes() < Float.BYTES && tensor.length() >= FOLDED_BELOW;
  }

  /**
   * Brings a small tensor of another file into a graph, as a copy and turned to floats.
   *
   * @throws ModelFormatException if its type is not one of the common floating-point ones
   */
  public static Value embedded(OnnxGraph graph, StoredTensor tensor) {
    ElementType type =
        ElementType.of(tensor.dataType())
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        "%s: '%s' is of the type %s, not a floating-point one"
                            .formatted(
                                tensor.file(), tensor.name(), tensor.dataType().displayName())));
    return scaled(graph, tensor, floats(graph, type, graph.embedded(type, tensor)));
  }

  private static Value scaled(OnnxGraph graph, StoredTensor tensor, Value value) {
    if (tensor.scale().isEmpty()) {
      return value;
    }
    int[] rows = new int[tensor.shape().rank()];
    Arrays.fill(rows, 1);
    if (rows.length > 0) {
      rows[0] = tensor.scale().get().shape().elements();
    }
    Value factors = embedded(graph, tensor.scale().get().reshaped(new Shape(rows)));
    return graph.node("Mul", List.of(value, factors));
  }

  /** Brings a tensor into a graph, as a reference where that can be, and turned to floats. */
  static Value floats(OnnxGraph graph, StoredTensor tensor) {
    Optional<ElementType> type = ElementType.of(tensor.dataType());
    return type.isPresent() && graph.canRefer(tensor)
        ? scaled(graph, tensor, floats(graph, type.get(), graph.external(type.get(), tensor)))
        : graph.embedded(tensor.read());
  }

  private static Value floats(OnnxGraph graph, ElementType type, Value value) {
    return type == ElementType.FLOAT ? value : cast(graph, value, ElementType.FLOAT);
  }

  static Value cast(OnnxGraph graph, Value value, ElementType type) {
    return graph.node("Cast", List.of(value), Attribute.of("to", (long) type.code()));
  }

  private void requirePossible(String name, Shape shape) {
    double elements = 1;
    for (int size : shape.sizes()) {
      elements *= size;
    }
    if (elements > Integer.MAX_VALUE) {
      throw new ModelFormatException(
          "%s: the config wants %s for %s, which no file holds; check the config"
              .formatted(weights.place(), shape, name));
    }
  }

  /** Stored shapes may have axes of size 1 more: a 1x1 convolution is a matrix. */
  private static boolean agree(Shape stored, Shape wanted) {
    return withoutOnes(stored).equals(withoutOnes(wanted));
  }

  private static List<Integer> withoutOnes(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.size(axis) != 1) {
        sizes.add(shape.size(axis));
      }
    }
    return sizes;
  }

  private static Weight standIn(String name, Shape shape) {
    long length = 4L * shape.elements();
    StoredTensor nothing =
        new StoredTensor(name, DataType.F32, shape, Path.of("missing"), 0, length);
    return new Weight(nothing, Layout.AS_STORED, List.of());
  }
}
