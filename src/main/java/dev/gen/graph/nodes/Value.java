package dev.gen.graph.nodes;

/**
 * A tensor that flows through a graph, known by its name there.
 *
 * @param name unique in the graph; empty for an optional input that is left out
 */
public record Value(String name) {

  /** An optional input that is left out. */
  public static final Value NONE = new Value("");
}
