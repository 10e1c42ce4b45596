package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph of ComfyUI's nodes: each has a kind, and inputs that are values or links to others. */
final class ComfyGraph {

  /**
   * A node.
   *
   * @param id its name in the graph
   * @param kind its class, such as KSampler
   * @param inputs by name
   */
  record Node(String id, String kind, JsonNode inputs) {

    /** Returns the value of an input that is no link; missing if there is none. */
    JsonNode literal(String input) {
      JsonNode value = inputs.path(input);
      return ComfyFormat.isLink(value) ? inputs.path("") : value;
    }

    /** Returns whether an input is linked to another node. */
    boolean isLinked(String input) {
      return ComfyFormat.isLink(inputs.path(input));
    }

    @Override
    public String toString() {
      return kind + " " + id;
    }
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  ComfyGraph(JsonNode json) {
    json.fields()
        .forEachRemaining(
            entry -> {
              JsonNode kind = entry.getValue().path("class_type");
              if (kind.isTextual()) {
                JsonNode inputs = entry.getValue().path("inputs");
                nodes.put(entry.getKey(), new Node(entry.getKey(), kind.asText(), inputs));
              }
            });
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  Iterable<Node> nodes() {
    return nodes.values();
  }

  /** Returns the node that an input is linked to. */
  Optional<Node> behind(Node node, String input) {
    JsonNode value = node.inputs().path(input);
    return ComfyFormat.isLink(value)
        ? Optional.ofNullable(nodes.get(value.get(0).asText()))
        : Optional.empty();
  }

  /** Returns the node behind the first of these inputs that is linked. */
  Optional<Node> behind(Node node, List<String> inputs) {
    return inputs.stream().flatMap(input -> behind(node, input).stream()).findFirst();
  }
}
