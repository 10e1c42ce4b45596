package dev.gen.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.checkpoint.ModelPart;
import dev.gen.graph.RandomCheckpoint.Precision;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import dev.gen.testing.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whole models with random weights, written in diffusers' layout: the same weights everywhere and
 * for good, so that what they draw can be recorded.
 */
public final class RandomModels {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode TINY = Golden.read(Models.resource("recorded/models.json"));

  private RandomModels() {}

  /** Writes one of the tiny models of {@code recorded/models.json}, as half-precision files. */
  public static Path tiny(String name, Path folder) {
    ObjectNode configs = configs(name);
    configs
        .fields()
        .forEachRemaining(
            config -> write(folder, config.getKey(), Golden.map(config.getValue()), Precision.F16));
    for (String encoder : new String[] {"", "_2"}) {
      if (configs.has("text_encoder" + encoder)) {
        writeTokenizer(folder.resolve("tokenizer" + encoder));
      }
    }
    return folder;
  }

  /** Writes a LoRA for the first attentions and the text encoder of {@code tiny("sd", ...)}. */
  public static Path lora(Path file) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String module : new String[] {"attn1.to_q", "attn1.to_v", "attn2.to_out.0"}) {
      String key = "unet.down_blocks.0.attentions.0.transformer_blocks.0." + module;
      shapes.put(key + ".lora_A.weight", new Shape(2, 8));
      shapes.put(key + ".lora_B.weight", new Shape(8, 2));
    }
    String key = "text_encoder.text_model.encoder.layers.1.self_attn.k_proj";
    shapes.put(key + ".lora_A.weight", new Shape(3, 12));
    shapes.put(key + ".lora_B.weight", new Shape(12, 3));
    return RandomCheckpoint.write(file, shapes);
  }

  /** Copies the tiny model's tokenizer, renumbered so that the end is the last token. */
  private static void writeTokenizer(Path folder) {
    Models.copy(Models.tiny().resolve("tokenizer"), folder);
    Path file = folder.resolve("tokenizer.json");
    JsonNode json = Golden.read(file);
    ObjectNode vocabulary = (ObjectNode) json.at("/model/vocab");
    int size = vocabulary.size();
    Golden.map(vocabulary)
        .forEach((word, id) -> vocabulary.put(word, ((Integer) id + size - 2) % size));
    for (JsonNode token : json.get("added_tokens")) {
      ((ObjectNode) token).set("id", vocabulary.get(token.get("content").asText()));
    }
    for (JsonNode token : json.at("/post_processor/special_tokens")) {
      ((ArrayNode) token.get("ids")).set(0, vocabulary.get(token.get("id").asText()));
    }
    try {
      JSON.writeValue(file.toFile(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode configs(String name) {
    ObjectNode changes = TINY.get(name).deepCopy();
    JsonNode base = changes.remove("like");
    if (base == null) {
      return changes;
    }
    ObjectNode all = configs(base.asText());
    changes
        .properties()
        .forEach(
            change ->
                all.withObjectProperty(change.getKey()).setAll((ObjectNode) change.getValue()));
    return all;
  }

  /** Writes a component's config, and its weights where it is a network. */
  static void write(
      Path folder, String component, Map<String, Object> config, Precision precision) {
    String file =
        switch (component) {
          case "model_index" -> "model_index.json";
          case "scheduler" -> "scheduler/scheduler_config.json";
          default -> component + "/config.json";
        };
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      JSON.writeValue(folder.resolve(file).toFile(), config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (ModelPart part : ModelPart.values()) {
      if (part.folder().equals(component)) {
        Map<String, Shape> shapes = shapes(part, new NetworkConfig(component, config));
        RandomCheckpoint.write(
            folder.resolve(component).resolve("model.safetensors"), shapes, precision);
      }
    }
  }

  private static Map<String, Shape> shapes(ModelPart part, NetworkConfig config) {
    return switch (part) {
      case UNET -> UNetGraph.weightShapes(config);
      case TEXT_ENCODER, TEXT_ENCODER_2 -> ClipTextGraph.weightShapes(config);
      case VAE -> {
        Map<String, Shape> both = new LinkedHashMap<>(VaeEncoderGraph.weightShapes(config));
        both.putAll(VaeDecoderGraph.weightShapes(config));
        yield both;
      }
    };
  }
}
