package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import dev.gen.record.container.PictureTexts;
import java.util.Map;
import java.util.Optional;

/**
 * This program's own record: one flat JSON object of options under the keyword {@code gen}, beside
 * the text of the Automatic1111 family, which says less.
 */
final class GenFormat implements RecordFormat {

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("prompt", RecordField.PROMPT),
          entry("negative_prompt", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("sampler", RecordField.SAMPLER),
          entry("sigmas", RecordField.SCHEDULER),
          entry("guidance_scale", RecordField.GUIDANCE_SCALE),
          entry("width", RecordField.WIDTH),
          entry("height", RecordField.HEIGHT),
          entry("model", RecordField.MODEL),
          entry("model_hash", RecordField.MODEL_HASH),
          entry("model_sha256", RecordField.MODEL_HASH),
          entry("vae", RecordField.VAE),
          entry("strength", RecordField.STRENGTH));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> job = texts.object(PictureTexts.GEN).filter(json -> json.has("prompt"));
    if (job.isEmpty()) {
      return false;
    }
    record.put(RecordField.PROGRAM, "gen").job(job.get());
    Keys.fill(job.get(), NAMES, record, (key, value) -> readOwn(key, value, record));
    texts.take(PictureTexts.GEN);
    texts.takeComment();
    return true;
  }

  private static boolean readOwn(String key, JsonNode value, RecordBuilder record) {
    switch (key) {
      case "clip_skip" ->
          record.put(RecordField.CLIP_SKIP, key, IntNode.valueOf(value.asInt() + 1));
      case "seed" -> record.put(RecordField.SEED, unsigned(value));
      case "lora" -> value.forEach(lora -> readLora(lora, record));
      case "temperature", "top_k", "top_p", "ranker", "score" ->
          record.unknown(key.replace('_', ' '), value);
      default -> {
        return !NAMES.containsKey(key); // the job has everything that is not said here
      }
    }
    return true;
  }

  /** Older records wrote the bits of the seed with a sign. */
  private static String unsigned(JsonNode seed) {
    return seed.canConvertToLong() ? Long.toUnsignedString(seed.longValue()) : seed.asText();
  }

  private static void readLora(JsonNode lora, RecordBuilder record) {
    JsonNode name = lora.isObject() ? lora.path("name") : TextNode.valueOf(lora.asText());
    record.lora(name.asText(), lora.path("scale"), Optional.of(lora.path("sha256").asText()));
  }
}
