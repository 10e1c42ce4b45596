package dev.gen.checkpoint;

import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.error.ModelFormatException;
import dev.gen.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The scaling that PEFT's LoraConfig states: in a file's metadata (key {@code
 * lora_adapter_metadata}), as diffusers writes it, with fields after the part's name; or in {@code
 * adapter_config.json} beside the file, as PEFT does.
 *
 * @param fields of the JSON object; empty where the file has none
 * @param named whether the fields have the part's name before theirs
 */
record AdapterConfig(Map<String, Object> fields, boolean named) {

  private static final String KEY = "lora_adapter_metadata";
  private static final String FILE = "adapter_config.json";

  /** What PEFT puts before the names of modules, and nobody else without its config beside it. */
  private static final String PEFT = "base_model.model.";

  /**
   * Reads the config of a file.
   *
   * @throws ModelFormatException if it is there but is not JSON
   */
  static AdapterConfig of(SafetensorsFile file) {
    String text = file.metadata().get(KEY);
    if (text != null) {
      return new AdapterConfig(
          JsonFile.parse(text, "%s: its metadata '%s'".formatted(file.path(), KEY)), true);
    }
    Path beside = file.path().resolveSibling(FILE);
    boolean peft = file.tensors().keySet().stream().anyMatch(key -> key.startsWith(PEFT));
    return new AdapterConfig(
        peft && Files.exists(beside) ? JsonFile.read(beside) : Map.of(), false);
  }

  /** Returns alpha / rank for a module that has no alpha of its own: 1 where nothing is stated. */
  double scaling(ModelPart part, String module, int rank) {
    double alpha = alpha(part, module, rank);
    boolean rankStabilised = Boolean.TRUE.equals(field(part, "use_rslora"));
    return rankStabilised ? alpha / Math.sqrt(rank) : alpha / rank;
  }

  /** A pattern is the end of a module's name, and says more than the config's one number. */
  private double alpha(ModelPart part, String module, int rank) {
    if (field(part, "alpha_pattern") instanceof Map<?, ?> patterns) {
      for (Map.Entry<?, ?> pattern : patterns.entrySet()) {
        String end = pattern.getKey().toString().replace('.', '_');
        if (("_" + module).endsWith("_" + end)) {
          return number(pattern.getValue(), rank);
        }
      }
    }
    return number(field(part, "lora_alpha"), rank);
  }

  private static double number(Object value, double absent) {
    return value instanceof Number number ? number.doubleValue() : absent;
  }

  private Object field(ModelPart part, String name) {
    return fields.get(named ? part.folder() + "." + name : name);
  }
}
