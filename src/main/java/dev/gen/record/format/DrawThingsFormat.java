package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.Map;
import java.util.Optional;

/** Draw Things: JSON in the XMP property {@code exif:UserComment}. */
final class DrawThingsFormat implements RecordFormat {

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("c", RecordField.PROMPT),
          entry("uc", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("sampler", RecordField.SAMPLER),
          entry("scale", RecordField.GUIDANCE_SCALE),
          entry("seed", RecordField.SEED),
          entry("model", RecordField.MODEL),
          entry("strength", RecordField.STRENGTH),
          entry("clip_skip", RecordField.CLIP_SKIP));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> found =
        texts
            .commentObject()
            .filter(json -> json.has("c") && (json.has("v2") || json.has("seed_mode")));
    found.ifPresent(
        json -> {
          record.put(RecordField.PROGRAM, "drawthings");
          Keys.fill(json, NAMES, record, (key, value) -> readOwn(key, value, record));
          texts.takeComment();
        });
    return found.isPresent();
  }

  private static boolean readOwn(String key, JsonNode value, RecordBuilder record) {
    if (key.equals("lora")) {
      value.forEach(
          lora -> record.lora(lora.path("model").asText(), lora.path("weight"), Optional.empty()));
      return true;
    }
    return key.equals("size") && Keys.size(value.asText(), record);
  }
}
