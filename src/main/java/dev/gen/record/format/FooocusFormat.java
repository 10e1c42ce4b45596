package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Fooocus: JSON where others have their text, with keys of version 2.2 or labels of those before.
 */
final class FooocusFormat implements RecordFormat {

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("prompt", RecordField.PROMPT),
          entry("Prompt", RecordField.PROMPT),
          entry("negative_prompt", RecordField.NEGATIVE_PROMPT),
          entry("Negative Prompt", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("Steps", RecordField.STEPS),
          entry("sampler", RecordField.SAMPLER),
          entry("Sampler", RecordField.SAMPLER),
          entry("scheduler", RecordField.SCHEDULER),
          entry("Scheduler", RecordField.SCHEDULER),
          entry("guidance_scale", RecordField.GUIDANCE_SCALE),
          entry("Guidance Scale", RecordField.GUIDANCE_SCALE),
          entry("seed", RecordField.SEED),
          entry("Seed", RecordField.SEED),
          entry("base_model", RecordField.MODEL),
          entry("Base Model", RecordField.MODEL),
          entry("base_model_hash", RecordField.MODEL_HASH),
          entry("vae", RecordField.VAE),
          entry("VAE", RecordField.VAE),
          entry("clip_skip", RecordField.CLIP_SKIP),
          entry("CLIP Skip", RecordField.CLIP_SKIP));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> found =
        texts
            .commentObject()
            .filter(
                json ->
                    json.has("metadata_scheme")
                        || json.path("version").asText().startsWith("Fooocus")
                        || json.path("Version").asText().contains("Fooocus")
                        || texts.get("fooocus_scheme").isPresent());
    found.ifPresent(
        json -> {
          record.put(RecordField.PROGRAM, "fooocus");
          boolean listed = json.path("loras").isArray();
          Keys.fill(json, NAMES, record, (key, value) -> readOwn(key, value, listed, record));
          texts.take("fooocus_scheme");
          texts.takeComment();
        });
    return found.isPresent();
  }

  private static boolean readOwn(String key, JsonNode value, boolean listed, RecordBuilder record) {
    if (key.equalsIgnoreCase("resolution")) {
      return Keys.size(value.asText(), record);
    }
    if (key.equals("loras") && listed) {
      value.forEach(
          lora ->
              record.lora(lora.path(0).asText(), lora.path(1), Optional.of(lora.path(2).asText())));
      return true;
    }
    boolean lora = key.startsWith("lora_combined_") || key.startsWith("LoRA ");
    if (lora && !listed) {
      readLora(value.asText().split(" : "), record);
    }
    return lora;
  }

  /** Reads name and weight, which newer versions put behind whether the LoRA is switched on. */
  private static void readLora(String[] parts, RecordBuilder record) {
    String[] last = Arrays.copyOfRange(parts, Math.max(0, parts.length - 2), parts.length);
    boolean on = parts.length < 3 || parts[0].equals("True");
    if (on && last.length == 2 && !last[0].equals("None")) {
      record.lora(last[0], TextNode.valueOf(last[1]), Optional.empty());
    }
  }
}
