package dev.gen.onnx;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a network declares of one of its inputs or outputs.
 *
 * @param name as written in the graph
 * @param type the element type
 * @param sizes one per axis, empty where the size is free
 */
public record TensorSpec(String name, ElementType type, List<OptionalInt> sizes) {

  /** Copies the list. */
  public TensorSpec {
    sizes = List.copyOf(sizes);
  }

  /** Returns the number of axes; 0 is a scalar. */
  public int rank() {
    return sizes.size();
  }

  /** Returns the size of an axis if the network fixes it. */
  public OptionalInt size(int axis) {
    return axis < sizes.size() ? sizes.get(axis) : OptionalInt.empty();
  }

  /** Returns whether the network counts with whole numbers here. */
  public boolean isInteger() {
    return type == ElementType.INT32 || type == ElementType.INT64;
  }

  /** Returns for example {@code sample float[?, 4, ?, ?]}. */
  @Override
  public String toString() {
    String axes =
        sizes.stream()
            .map(size -> size.isPresent() ? Integer.toString(size.getAsInt()) : "?")
            .collect(Collectors.joining(", ", "[", "]"));
    return name + " " + type.name().toLowerCase(Locale.ROOT) + axes;
  }
}
