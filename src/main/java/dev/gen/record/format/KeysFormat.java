package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What scripts write: a text for each setting, or one JSON object, by the names that diffusers and
 * others use. It is a record if it has a prompt.
 */
final class KeysFormat implements RecordFormat {

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("prompt", RecordField.PROMPT),
          entry("positive_prompt", RecordField.PROMPT),
          entry("negative_prompt", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("num_inference_steps", RecordField.STEPS),
          entry("sampler", RecordField.SAMPLER),
          entry("sampler_name", RecordField.SAMPLER),
          entry("scheduler", RecordField.SCHEDULER),
          entry("guidance_scale", RecordField.GUIDANCE_SCALE),
          entry("cfg_scale", RecordField.GUIDANCE_SCALE),
          entry("cfg", RecordField.GUIDANCE_SCALE),
          entry("seed", RecordField.SEED),
          entry("width", RecordField.WIDTH),
          entry("height", RecordField.HEIGHT),
          entry("model", RecordField.MODEL),
          entry("model_id", RecordField.MODEL),
          entry("model_name", RecordField.MODEL),
          entry("checkpoint", RecordField.MODEL),
          entry("model_hash", RecordField.MODEL_HASH),
          entry("vae", RecordField.VAE),
          entry("strength", RecordField.STRENGTH),
          entry("denoising_strength", RecordField.STRENGTH),
          entry("clip_skip", RecordField.CLIP_SKIP));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> found =
        texts
            .commentObject()
            .filter(KeysFormat::hasPrompt)
            .or(() -> Optional.<JsonNode>of(texts.keywords()).filter(KeysFormat::hasPrompt));
    found.ifPresent(
        json -> {
          json.fields()
              .forEachRemaining(entry -> put(entry.getKey(), entry.getValue(), json, record));
          json.fieldNames().forEachRemaining(texts::take);
          texts.takeComment();
        });
    return found.isPresent();
  }

  private static boolean hasPrompt(JsonNode json) {
    boolean[] found = {false};
    json.fields()
        .forEachRemaining(
            entry ->
                found[0] |=
                    NAMES.get(plain(entry.getKey())) == RecordField.PROMPT
                        && entry.getValue().isTextual());
    return found[0];
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
  }

  private static void put(String key, JsonNode value, JsonNode json, RecordBuilder record) {
    RecordField field = NAMES.get(plain(key));
    if (field == null) {
      record.unknown(key, value);
    } else if (field == RecordField.CLIP_SKIP && json.has("num_inference_steps")) {
      // The words are those of diffusers, which counts the layers that are left out.
      record.put(field, key, IntNode.valueOf(value.asInt() + 1));
    } else {
      record.put(field, key, value);
    }
  }
}
