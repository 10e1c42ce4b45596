package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * InvokeAI: JSON under {@code invokeai_metadata} since 3.0; before that {@code sd-metadata} and,
 * older still, the line of a command under {@code Dream}.
 */
final class InvokeAiFormat implements RecordFormat {

  private static final String METADATA = "invokeai_metadata";
  private static final String OLDER = "sd-metadata";
  private static final String OLDEST = "Dream";

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("positive_prompt", RecordField.PROMPT),
          entry("negative_prompt", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("scheduler", RecordField.SAMPLER),
          entry("sampler", RecordField.SAMPLER),
          entry("cfg_scale", RecordField.GUIDANCE_SCALE),
          entry("seed", RecordField.SEED),
          entry("width", RecordField.WIDTH),
          entry("height", RecordField.HEIGHT),
          entry("strength", RecordField.STRENGTH));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> metadata = texts.object(METADATA);
    Optional<JsonNode> older = texts.object(OLDER);
    Optional<String> oldest = texts.get(OLDEST);
    if (metadata.isEmpty() && older.isEmpty() && oldest.isEmpty()) {
      return false;
    }
    record.put(RecordField.PROGRAM, "invokeai");
    if (metadata.isPresent()) {
      Keys.fill(metadata.get(), NAMES, record, (key, value) -> readOwn(key, value, record));
    } else {
      oldest.ifPresent(command -> DreamCommand.read(command, record));
      older.ifPresent(json -> readOlder(json, record));
    }
    texts.take(METADATA, OLDER, OLDEST, "invokeai_graph", "invokeai_workflow");
    return true;
  }

  private static boolean readOwn(String key, JsonNode value, RecordBuilder record) {
    switch (key) {
      case "model" -> {
        record.put(RecordField.MODEL, key, name(value));
        record.put(RecordField.MODEL_HASH, key, value.path("hash"));
      }
      case "vae" -> record.put(RecordField.VAE, key, name(value));
      case "clip_skip" ->
          record.put(RecordField.CLIP_SKIP, key, IntNode.valueOf(value.asInt() + 1));
      case "loras" -> value.forEach(lora -> readLora(lora, record));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void readLora(JsonNode lora, RecordBuilder record) {
    JsonNode file = lora.has("model") ? lora.get("model") : lora.path("lora");
    record.lora(name(file).asText(), lora.path("weight"), Optional.of(file.path("hash").asText()));
  }

  /** Returns the name of a model, which versions put differently. */
  private static JsonNode name(JsonNode model) {
    return model.isObject()
        ? model.has("name") ? model.get("name") : model.path("model_name")
        : model;
  }

  private static void readOlder(JsonNode metadata, RecordBuilder record) {
    JsonNode image = metadata.path("image");
    Keys.fill(
        metadata,
        Map.of("model_weights", RecordField.MODEL, "model_hash", RecordField.MODEL_HASH),
        record,
        (key, value) -> key.equals("image"));
    Keys.fill(
        image,
        NAMES,
        record,
        (key, value) -> {
          if (key.equals("prompt")) {
            record.put(RecordField.PROMPT, key, prompt(value));
          }
          return key.equals("prompt");
        });
  }

  /** Returns the prompt; where it has parts with weights, as the program takes them. */
  private static JsonNode prompt(JsonNode prompt) {
    if (!prompt.isArray()) {
      return prompt;
    }
    StringJoiner parts = new StringJoiner(" ");
    for (JsonNode part : prompt) {
      String weight = part.path("weight").asText("1");
      parts.add(part.path("prompt").asText() + (prompt.size() > 1 ? ":" + weight : ""));
    }
    return TextNode.valueOf(parts.toString());
  }
}
