package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.record.format.ComfyGraph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values of ComfyUI's nodes, also where a small node of their own holds them. */
final class ComfyValues {

  /** Kinds of nodes that hold one value, and nothing happens to it. */
  private static final Set<String> HOLDERS =
      Set.of(
          "PrimitiveNode",
          "PrimitiveInt",
          "PrimitiveFloat",
          "PrimitiveString",
          "PrimitiveStringMultiline",
          "PrimitiveBoolean",
          "Reroute",
          "INTConstant",
          "FloatConstant",
          "StringConstant",
          "StringConstantMultiline",
          "String Literal",
          "Text Multiline",
          "Seed (rgthree)",
          "Seed",
          "CR Seed",
          "easy seed",
          "easy int",
          "easy float",
          "easy string",
          "easy positive",
          "easy negative",
          "Int",
          "Float",
          "String");

  private static final List<String> INPUTS =
      List.of("value", "seed", "text", "string", "positive", "negative", "", "Value");

  private ComfyValues() {}

  /** Returns whether a node only holds a value. */
  static boolean isHolder(Node node) {
    return HOLDERS.contains(node.kind());
  }

  /** Returns the value of an input: its own, or that of the holder it is linked to. */
  static Optional<JsonNode> value(ComfyGraph graph, Node node, String input) {
    JsonNode own = node.literal(input);
    if (!own.isMissingNode()) {
      return own.isNull() ? Optional.empty() : Optional.of(own);
    }
    Set<Node> seen = new HashSet<>();
    for (Optional<Node> at = graph.behind(node, input);
        at.isPresent() && isHolder(at.get()) && seen.add(at.get()); ) {
      Node holder = at.get();
      for (String name : INPUTS) {
        JsonNode held = holder.literal(name);
        if (held.isValueNode() && !held.isNull()) {
          return Optional.of(held);
        }
      }
      at = graph.behind(holder, INPUTS);
    }
    return Optional.empty();
  }
}
