package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.Map;

/** NovelAI: the prompt under {@code Description}, the settings as JSON under {@code Comment}. */
final class NovelAiFormat implements RecordFormat {

  private static final String PROGRAM = "NovelAI";
  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("prompt", RecordField.PROMPT),
          entry("uc", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("sampler", RecordField.SAMPLER),
          entry("noise_schedule", RecordField.SCHEDULER),
          entry("scale", RecordField.GUIDANCE_SCALE),
          entry("seed", RecordField.SEED),
          entry("width", RecordField.WIDTH),
          entry("height", RecordField.HEIGHT),
          entry("strength", RecordField.STRENGTH));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    boolean own =
        PROGRAM.equals(texts.get("Software").or(() -> texts.get("Exif.Software")).orElse(""));
    if (!own) {
      return false;
    }
    record.put(RecordField.PROGRAM, "novelai");
    texts.get("Description").ifPresent(prompt -> record.put(RecordField.PROMPT, prompt));
    texts.get("Source").ifPresent(model -> record.put(RecordField.MODEL, model));
    JsonNode settings =
        texts
            .object("Comment")
            .or(texts::commentObject)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    Keys.fill(settings, NAMES, record);
    caption(RecordField.PROMPT, settings.path("v4_prompt"), record);
    caption(RecordField.NEGATIVE_PROMPT, settings.path("v4_negative_prompt"), record);
    texts.take("Title", "Description", "Software", "Source", "Comment");
    texts.takeComment();
    return true;
  }

  private static void caption(RecordField field, JsonNode prompt, RecordBuilder record) {
    String base = prompt.path("caption").path("base_caption").asText();
    if (!record.has(field)) {
      record.put(field, base);
    }
  }
}
