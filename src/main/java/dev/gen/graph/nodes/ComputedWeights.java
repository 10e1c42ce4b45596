package dev.gen.graph.nodes;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A file of weights that are computed before a network opens, in the making: where each one lies
 * and how to compute it.
 *
 * <p>Computed inside the network's own graph, all of them would lie in memory twice until its
 * session is made; one by one, only the largest does. For one thread.
 */
public final class ComputedWeights {

  private final Path file;
  private final Map<String, Supplier<byte[]>> graphs = new LinkedHashMap<>();
  private long end;
  private int largest;

  /** Starts an empty file in that folder, under a name that no other network has. */
  public ComputedWeights(Path folder) {
    String name = "merged-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    this.file = folder.resolve(name);
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /**
   * Gives a weight its place.
   *
   * @param graph has two outputs: the weight, and a number that is not finite if it is not
   * @return where it begins
   */
  public long place(String name, int bytes, Supplier<byte[]> graph) {
    long start = end;
    end += bytes;
    largest = Math.max(largest, bytes);
    graphs.put(name, graph);
    return start;
  }

  /** Returns the file, if there is anything in it. */
  public Optional<MergedFile> finished() {
    return graphs.isEmpty()
        ? Optional.empty()
        : Optional.of(new MergedFile(file, file.getRoot(), end, largest, graphs));
  }

  /**
   * Returns a graph that computes a weight.
   *
   * @param count of its numbers
   * @param floats the same numbers as floats, or what is finite if and only if they are
   */
  public static byte[] graph(
      OnnxGraph graph, ElementType type, Value weight, int count, Value floats) {
    Value flat = graph.node("Reshape", List.of(weight, graph.longs(-1)));
    graph.output("merged", type, flat, count);
    graph.output("sum", graph.node("ReduceSum", List.of(floats), Attribute.of("keepdims", 0L)));
    return graph.toBytes();
  }
}
