package dev.gen.graph;

/**
 * A tensor that flows through a graph, known by its name there.
 *
 * @param name unique in the graph; empty for an optional input that is left out
 */
record Value(String name) {

  /** An optional input that is left out. */
  static final Value NONE = new Value("");
}
