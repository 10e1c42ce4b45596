package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import dev.gen.record.format.ComfyGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows conditionings of ComfyUI to the texts that they were made from. */
final class ComfyPrompts {

  /** Inputs that hold the text of a text encoder; of several that differ each is taken. */
  private static final List<String> TEXTS =
      List.of("text", "text_g", "text_l", "t5xxl", "clip_l", "clip_g", "prompt");

  /** Inputs that lead to a conditioning. */
  private static final List<String> CONDITIONINGS =
      List.of(
          "conditioning",
          "conditioning_1",
          "conditioning_2",
          "conditioning_to",
          "conditioning_from",
          "positive",
          "negative",
          "");

  private final ComfyGraph graph;
  private final RecordBuilder record;

  ComfyPrompts(ComfyGraph graph, RecordBuilder record) {
    this.graph = graph;
    this.record = record;
  }

  /**
   * Reads a prompt.
   *
   * @param user what the conditioning goes into
   * @return the first text encoder, if there is one
   */
  Optional<Node> read(RecordField field, Node from, Node user) {
    Set<String> texts = new LinkedHashSet<>();
    Optional<Node> encoder = Optional.empty();
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node) || node.kind().equals("ConditioningZeroOut")) {
        continue;
      }
      if (node.kind().startsWith("CLIPTextEncode") || node.isLinked("clip") && hasText(node)) {
        encoder = encoder.or(() -> Optional.of(node));
        readTexts(field, node, texts);
        continue;
      }
      List<Node> behind = behind(field, node);
      if (behind.isEmpty()) {
        record.unread(
            "%s: the %s comes from a node that is not known".formatted(node, field.fieldName()));
      }
      readOther(node);
      for (int i = behind.size() - 1; i >= 0; i--) {
        open.push(behind.get(i));
      }
    }
    if (!texts.isEmpty()) {
      record.put(field, String.join("\n", texts));
    }
    return encoder;
  }

  private static boolean hasText(Node node) {
    return TEXTS.stream().anyMatch(node.inputs()::has);
  }

  private void readTexts(RecordField field, Node encoder, Set<String> texts) {
    for (String input : TEXTS) {
      Optional<JsonNode> text =
          ComfyValues.value(graph, encoder, input).filter(JsonNode::isTextual);
      text.map(JsonNode::asText).filter(t -> !t.isBlank()).ifPresent(texts::add);
      if (text.isEmpty() && encoder.isLinked(input)) {
        String source = graph.behind(encoder, input).map(Node::toString).orElse("nothing");
        record.unread(
            "%s: the %s comes from a node that is not known".formatted(source, field.fieldName()));
      }
    }
    encoder
        .inputs()
        .fields()
        .forEachRemaining(
            entry -> {
              if (!TEXTS.contains(entry.getKey())) {
                keep(entry.getKey(), entry.getValue());
              }
            });
  }

  /** Returns the conditionings behind a node; of two sides only the one that is meant. */
  private List<Node> behind(RecordField field, Node node) {
    String other = field == RecordField.PROMPT ? "negative" : "positive";
    List<Node> behind = new ArrayList<>();
    for (String input : CONDITIONINGS) {
      if (!input.equals(other)) {
        graph.behind(node, input).ifPresent(behind::add);
      }
    }
    return behind;
  }

  private void readOther(Node node) {
    node.inputs().fields().forEachRemaining(entry -> keep(entry.getKey(), entry.getValue()));
  }

  private void keep(String key, JsonNode value) {
    if (value.isValueNode() && !record.knows(key)) {
      record.unknown(key, value);
    }
  }
}
