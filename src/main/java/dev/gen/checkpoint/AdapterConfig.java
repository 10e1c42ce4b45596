package dev.gen.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.error.ModelFormatException;
import java.util.Map;

/**
 * The scaling that a LoRA file states in its metadata, as diffusers writes it (key {@code
 * lora_adapter_metadata}, fields of PEFT's LoraConfig after the part's name).
 *
 * @param fields the JSON object; missing where the file has none
 */
record AdapterConfig(JsonNode fields) {

  private static final String KEY = "lora_adapter_metadata";

  /**
   * Reads the metadata of a file.
   *
   * @throws ModelFormatException if it is there but is not JSON
   */
  static AdapterConfig of(SafetensorsFile file) {
    String text = file.metadata().get(KEY);
    if (text == null) {
      return new AdapterConfig(MissingNode.getInstance());
    }
    try {
      return new AdapterConfig(new ObjectMapper().readTree(text));
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s: its metadata '%s' is not JSON; fetch it again".formatted(file.path(), KEY));
    }
  }

  /** Returns alpha / rank for a module that has no alpha of its own: 1 where nothing is stated. */
  double scaling(ModelPart part, String module, int rank) {
    double alpha = alpha(part, module, rank);
    boolean rankStabilised = field(part, "use_rslora").asBoolean(false);
    return rankStabilised ? alpha / Math.sqrt(rank) : alpha / rank;
  }

  /** A pattern is the end of a module's name, and says more than the config's one number. */
  private double alpha(ModelPart part, String module, int rank) {
    for (Map.Entry<String, JsonNode> pattern : field(part, "alpha_pattern").properties()) {
      if (("_" + module).endsWith("_" + pattern.getKey().replace('.', '_'))) {
        return pattern.getValue().asDouble(rank);
      }
    }
    return field(part, "lora_alpha").asDouble(rank);
  }

  private JsonNode field(ModelPart part, String name) {
    return fields.path(part.folder() + "." + name);
  }
}
