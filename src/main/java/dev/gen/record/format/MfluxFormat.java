package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** mflux: JSON in the Exif comment. Its guidance is a distilled one and stays unknown. */
final class MfluxFormat implements RecordFormat {

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("prompt", RecordField.PROMPT),
          entry("negative_prompt", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("seed", RecordField.SEED),
          entry("width", RecordField.WIDTH),
          entry("height", RecordField.HEIGHT),
          entry("model", RecordField.MODEL),
          entry("image_strength", RecordField.STRENGTH));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> found = texts.commentObject().filter(json -> json.has("mflux_version"));
    found.ifPresent(
        json -> {
          record.put(RecordField.PROGRAM, "mflux");
          Keys.fill(json, NAMES, record, (key, value) -> key.startsWith("lora_"));
          readLoras(json, record);
          texts.takeComment();
        });
    return found.isPresent();
  }

  private static void readLoras(JsonNode json, RecordBuilder record) {
    List<String> paths = Keys.list(json.path("lora_paths"));
    List<String> scales = Keys.list(json.path("lora_scales"));
    for (int i = 0; i < paths.size(); i++) {
      String name = paths.get(i).substring(paths.get(i).lastIndexOf('/') + 1);
      JsonNode scale = TextNode.valueOf(i < scales.size() ? scales.get(i) : "");
      record.lora(name, scale, Optional.empty());
    }
  }
}
