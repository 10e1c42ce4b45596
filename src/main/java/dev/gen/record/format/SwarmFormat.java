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
import java.util.Set;

/** SwarmUI: JSON with {@code sui_image_params}; hashes stand apart, under {@code sui_models}. */
final class SwarmFormat implements RecordFormat {

  private static final String PARAMETERS = "sui_image_params";
  private static final Set<String> LORA_KEYS = Set.of("loras", "loraweights");
  private static final Map<String, RecordField> NAMES =
      Map.ofEntries(
          entry("prompt", RecordField.PROMPT),
          entry("negativeprompt", RecordField.NEGATIVE_PROMPT),
          entry("steps", RecordField.STEPS),
          entry("sampler", RecordField.SAMPLER),
          entry("scheduler", RecordField.SCHEDULER),
          entry("cfgscale", RecordField.GUIDANCE_SCALE),
          entry("seed", RecordField.SEED),
          entry("width", RecordField.WIDTH),
          entry("height", RecordField.HEIGHT),
          entry("model", RecordField.MODEL),
          entry("vae", RecordField.VAE),
          entry("initimagecreativity", RecordField.STRENGTH));

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<JsonNode> found =
        texts.commentObject().filter(json -> json.path(PARAMETERS).isObject());
    found.ifPresent(
        json -> {
          record.put(RecordField.PROGRAM, "swarmui");
          JsonNode parameters = json.get(PARAMETERS);
          Keys.fill(parameters, NAMES, record, (key, value) -> readOwn(key, value, record));
          record.put(
              RecordField.MODEL_HASH, hash("model", parameters.path("model").asText(), json));
          readLoras(parameters, json, record);
          Keys.fill(json.path("sui_extra_data"), Map.of(), record);
          texts.takeComment();
        });
    return found.isPresent();
  }

  private static boolean readOwn(String key, JsonNode value, RecordBuilder record) {
    if (key.equals("clipstopatlayer")) {
      record.put(RecordField.CLIP_SKIP, key, IntNode.valueOf(-value.asInt()));
      return true;
    }
    return LORA_KEYS.contains(key);
  }

  private static void readLoras(JsonNode parameters, JsonNode whole, RecordBuilder record) {
    List<String> names = Keys.list(parameters.path("loras"));
    List<String> weights = Keys.list(parameters.path("loraweights"));
    for (int i = 0; i < names.size(); i++) {
      String weight = i < weights.size() ? weights.get(i) : "1";
      record.lora(
          names.get(i), TextNode.valueOf(weight), Optional.of(hash("loras", names.get(i), whole)));
    }
  }

  private static String hash(String use, String name, JsonNode whole) {
    for (JsonNode model : whole.path("sui_models")) {
      String file = model.path("name").asText().replaceFirst("\\.\\w+$", "");
      if (model.path("param").asText().equals(use)
          && file.equals(name.replaceFirst("\\.safetensors$", ""))) {
        return model.path("hash").asText();
      }
    }
    return "";
  }
}
