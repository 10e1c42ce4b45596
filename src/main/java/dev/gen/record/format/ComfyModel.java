package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import dev.gen.record.format.ComfyGraph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Follows a model of ComfyUI through LoRAs and what else changes it to the file it is from. */
final class ComfyModel {

  private static final List<String> FILES =
      List.of("ckpt_name", "unet_name", "model_path", "model_name", "gguf_name");

  /** Kinds of nodes that change how a model is used, and are ComfyUI's own. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "ModelSampling.*|FreeU.*|RescaleCFG|HyperTile|TomePatchModel|PatchModelAddDownscale"
              + "|PerturbedAttentionGuidance|SelfAttentionGuidance|DifferentialDiffusion|SkipLayer.*"
              + "|CFGNorm|CFGZeroStar|TorchCompileModel|EasyCache|LazyCache|ModelComputeDtype"
              + "|UNet.*AttentionMultiply|Reroute|CLIPSetLastLayer|.*[Ll]oader.*");

  private final ComfyGraph graph;
  private final RecordBuilder record;

  ComfyModel(ComfyGraph graph, RecordBuilder record) {
    this.graph = graph;
    this.record = record;
  }

  /** Reads the file and the LoRAs, in the order in which they were added. */
  void read(Node from) {
    List<Node> walk = walk(from);
    Node last = walk.get(walk.size() - 1);
    Optional<JsonNode> file = file(last);
    for (Node node : walk) {
      if (node != last && !KNOWN.matcher(node.kind()).matches()) {
        record.unread(node + ": lies between the sampler and the model and is not known");
      }
    }
    if (file.isPresent()) {
      record.put(RecordField.MODEL, "model", file.get());
    } else {
      record.unread(noFile(walk));
    }
    Collections.reverse(walk);
    for (Node node : walk) {
      if (!readLora(node)) {
        keepOthers(node);
      }
    }
  }

  private String noFile(List<Node> walk) {
    Node last = walk.get(walk.size() - 1);
    Optional<Node> next = graph.behind(last, "model");
    return next.isPresent()
        ? "%s, %s: link to each other, and no model is at the end".formatted(last, next.get())
        : last + ": the model comes from a node that is not known";
  }

  /** Returns the name of the file that a model is from. */
  Optional<String> nameOf(Node from) {
    List<Node> walk = walk(from);
    return file(walk.get(walk.size() - 1)).map(JsonNode::asText);
  }

  private List<Node> walk(Node from) {
    Set<Node> seen = new HashSet<>();
    List<Node> walk = new ArrayList<>();
    for (Optional<Node> at = Optional.of(from); at.isPresent() && seen.add(at.get()); ) {
      walk.add(at.get());
      at =
          file(at.get()).isPresent()
              ? Optional.empty()
              : graph.behind(at.get(), List.of("model", "", "MODEL"));
    }
    return walk;
  }

  private Optional<JsonNode> file(Node node) {
    return FILES.stream()
        .flatMap(input -> ComfyValues.value(graph, node, input).stream())
        .map(value -> value.isObject() ? value.path("content") : value)
        .filter(JsonNode::isTextual)
        .findFirst();
  }

  private boolean readLora(Node node) {
    Optional<JsonNode> name =
        ComfyValues.value(graph, node, "lora_name").filter(JsonNode::isTextual);
    name.ifPresent(
        file -> {
          record.lora(file.asText(), weight(node), Optional.empty());
          ComfyValues.value(graph, node, "strength_clip")
              .ifPresent(strength -> keep("strength_clip", strength, node));
        });
    boolean several = false;
    for (JsonNode entry : node.inputs()) {
      if (entry.path("lora").isTextual()) { // rgthree's loader of several
        several = true;
        if (entry.path("on").asBoolean(true)) {
          record.lora(entry.get("lora").asText(), entry.path("strength"), Optional.empty());
        }
      }
    }
    return name.isPresent() || several;
  }

  private JsonNode weight(Node node) {
    return ComfyValues.value(graph, node, "strength_model")
        .or(() -> ComfyValues.value(graph, node, "lora_wt"))
        .orElse(node.inputs().path(""));
  }

  private void keepOthers(Node node) {
    node.inputs()
        .fields()
        .forEachRemaining(
            entry -> {
              if (entry.getValue().isValueNode() && !FILES.contains(entry.getKey())) {
                keep(entry.getKey(), entry.getValue(), node);
              }
            });
  }

  private void keep(String key, JsonNode value, Node node) {
    record.unknown(record.knows(key) ? key + " (" + node + ")" : key, value);
  }

  /** Follows a text encoder to the layer at which it stops. */
  void readClip(Node encoder) {
    Set<Node> seen = new HashSet<>();
    for (Optional<Node> at = graph.behind(encoder, "clip");
        at.isPresent() && seen.add(at.get()); ) {
      Optional<JsonNode> layer = ComfyValues.value(graph, at.get(), "stop_at_clip_layer");
      if (layer.isPresent()) {
        record.put(RecordField.CLIP_SKIP, "stop_at_clip_layer", ComfyReader.clipSkip(layer.get()));
        return;
      }
      at = graph.behind(at.get(), "clip");
    }
  }
}
