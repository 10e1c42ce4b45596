package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Easy Diffusion: a text for each field in PNG, one JSON object in other files; by key or, if the
 * user wanted text, by label. Values are as Python prints them.
 */
final class EasyDiffusionFormat implements RecordFormat {

  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("prompt", RecordField.PROMPT),
          entry("Prompt", RecordField.PROMPT),
          entry("negative_prompt", RecordField.NEGATIVE_PROMPT),
          entry("Negative Prompt", RecordField.NEGATIVE_PROMPT),
          entry("num_inference_steps", RecordField.STEPS),
          entry("Steps", RecordField.STEPS),
          entry("sampler_name", RecordField.SAMPLER),
          entry("Sampler", RecordField.SAMPLER),
          entry("scheduler_name", RecordField.SCHEDULER),
          entry("Scheduler", RecordField.SCHEDULER),
          entry("guidance_scale", RecordField.GUIDANCE_SCALE),
          entry("Guidance Scale", RecordField.GUIDANCE_SCALE),
          entry("seed", RecordField.SEED),
          entry("Seed", RecordField.SEED),
          entry("width", RecordField.WIDTH),
          entry("Width", RecordField.WIDTH),
          entry("height", RecordField.HEIGHT),
          entry("Height", RecordField.HEIGHT),
          entry("use_stable_diffusion_model", RecordField.MODEL),
          entry("Stable Diffusion model", RecordField.MODEL),
          entry("use_vae_model", RecordField.VAE),
          entry("VAE model", RecordField.VAE),
          entry("prompt_strength", RecordField.STRENGTH),
          entry("Prompt Strength", RecordField.STRENGTH));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> found =
        Optional.<JsonNode>of(texts.keywords())
            .filter(EasyDiffusionFormat::isOwn)
            .or(() -> texts.commentObject().filter(EasyDiffusionFormat::isOwn));
    found.ifPresent(
        json -> {
          record.put(RecordField.PROGRAM, "easydiffusion");
          Keys.fill(json, NAMES, record, (key, value) -> readOwn(key, value, record));
          readLoras(
              either(json, "use_lora_model", "LoRA model"),
              either(json, "lora_alpha", "LoRA Strength"),
              record);
          json.fieldNames().forEachRemaining(texts::take);
          texts.takeComment();
        });
    return found.isPresent();
  }

  private static boolean isOwn(JsonNode json) {
    return json.has("use_stable_diffusion_model") || json.has("Stable Diffusion model");
  }

  private static JsonNode either(JsonNode json, String key, String label) {
    return json.has(key) ? json.get(key) : json.path(label);
  }

  private static boolean readOwn(String key, JsonNode value, RecordBuilder record) {
    return switch (key) {
      case "clip_skip", "Clip Skip" -> {
        boolean skips = value.asText().equalsIgnoreCase("true");
        record.put(RecordField.CLIP_SKIP, key, IntNode.valueOf(skips ? 2 : 1));
        yield true;
      }
      case "use_lora_model", "LoRA model", "lora_alpha", "LoRA Strength" -> true;
      default -> NAMES.containsKey(key) && value.asText().equals("None");
    };
  }

  private static void readLoras(JsonNode names, JsonNode weights, RecordBuilder record) {
    List<String> files = Keys.list(names);
    List<String> scales = Keys.list(weights);
    for (int i = 0; i < files.size(); i++) {
      JsonNode scale = TextNode.valueOf(i < scales.size() ? scales.get(i) : "");
      record.lora(files.get(i), scale, Optional.empty());
    }
  }
}
