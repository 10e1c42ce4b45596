package dev.gen.graph;

import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.NodeProto;
import dev.gen.graph.proto.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of a graph depends on none of its inputs: weights, and what is computed from them alone. */
final class Constants {

  private final Map<String, TensorProto> weights = new HashMap<>();
  private final Map<String, NodeProto> computed = new HashMap<>();

  /** Looks through a graph whose nodes stand in the order of a run. */
  Constants(GraphProto graph) {
    graph.getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
    for (NodeProto node : graph.getNodeList()) {
      if (node.getInputList().stream().allMatch(name -> name.isEmpty() || has(name))
          && node.getOutputCount() == 1) {
        computed.put(node.getOutput(0), node);
      }
    }
  }

  /** Tells whether a value is constant. */
  boolean has(String name) {
    return weights.containsKey(name) || computed.containsKey(name);
  }

  /** Returns the sizes of a constant where they are known without computing it. */
  Optional<List<Long>> sizes(String name) {
    if (weights.containsKey(name)) {
      return Optional.of(weights.get(name).getDimsList());
    }
    NodeProto node = computed.get(name);
    if (node == null) {
      return Optional.empty();
    }
    return switch (node.getOpType()) {
      case "Constant" -> Optional.of(node.getAttribute(0).getT().getDimsList());
      case "Cast", "Identity", "Mul", "DequantizeLinear" -> sizes(node.getInput(0));
      case "Transpose" ->
          sizes(node.getInput(0))
              .filter(sizes -> sizes.size() == 2)
              .map(sizes -> List.of(sizes.get(1), sizes.get(0)));
      default -> Optional.empty();
    };
  }

  /** Returns the name of the weight, or of the node, that a constant is made of first. */
  String source(String name) {
    NodeProto node = computed.get(name);
    return node == null || node.getInputCount() == 0 ? name : source(node.getInput(0));
  }

  /** Copies what a constant is made of into another graph. */
  Value copy(String name, OnnxGraph into) {
    copy(name, into, new HashSet<>());
    return new Value(name);
  }

  private void copy(String name, OnnxGraph into, Set<String> done) {
    if (name.isEmpty() || !done.add(name)) {
      return;
    }
    if (weights.containsKey(name)) {
      into.append(weights.get(name));
      return;
    }
    NodeProto node = computed.get(name);
    node.getInputList().forEach(input -> copy(input, into, done));
    into.append(node);
  }
}
