package dev.gen.graph;

import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.NodeProto;
import java.util.HashSet;
import java.util.Set;

/** Takes out of a graph what none of its outputs needs. */
final class Pruned {

  private Pruned() {}

  /** Operators with graphs inside, which see what is around them. */
  private static final Set<String> NESTING = Set.of("If", "Loop", "Scan");

  /** Returns the graph, whose nodes stand in the order of a run, without what is not needed. */
  static GraphProto of(GraphProto graph) {
    if (graph.getNodeList().stream().anyMatch(node -> NESTING.contains(node.getOpType()))) {
      return graph;
    }
    Set<String> needed = new HashSet<>();
    graph.getOutputList().forEach(output -> needed.add(output.getName()));
    GraphProto.Builder pruned = graph.toBuilder().clearNode().clearInitializer().clearInput();
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        needed.addAll(node.getInputList());
        pruned.addNode(0, node);
      }
    }
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(weight -> weights.add(weight.getName()));
    graph.getInitializerList().stream()
        .filter(weight -> needed.contains(weight.getName()))
        .forEach(pruned::addInitializer);
    graph.getInputList().stream()
        .filter(input -> !weights.contains(input.getName()) || needed.contains(input.getName()))
        .forEach(pruned::addInput);
    return pruned.build();
  }
}
