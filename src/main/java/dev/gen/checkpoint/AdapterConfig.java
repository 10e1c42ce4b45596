package dev.gen.checkpoint;

import dev.gen.checkpoint.adapter.Stated;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.error.ModelFormatException;
import dev.gen.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * What PEFT's configs of LoRA, OFT and (IA)³ state: in a file's metadata (key {@code
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

  /** Returns what is stated of a module, whose name has underscores. */
  Stated of(ModelPart part, String module) {
    return new OfModule(this, part, module);
  }

  private record OfModule(AdapterConfig config, ModelPart part, String module) implements Stated {

    /** Terms of the series that PEFT takes where nothing is stated. */
    private static final int CAYLEY_TERMS = 5;

    /** Is 1 where nothing is stated. */
    @Override
    public double scaling(int rank) {
      double alpha = alpha(rank);
      boolean rankStabilised = Boolean.TRUE.equals(field("use_rslora"));
      return rankStabilised ? alpha / Math.sqrt(rank) : alpha / rank;
    }

    /** A pattern is the end of a module's name, and says more than the config's one number. */
    private double alpha(int rank) {
      if (field("alpha_pattern") instanceof Map<?, ?> patterns) {
        for (Map.Entry<?, ?> pattern : patterns.entrySet()) {
          if (endsWith(pattern.getKey())) {
            return number(pattern.getValue(), rank);
          }
        }
      }
      return number(field("lora_alpha"), rank);
    }

    private boolean endsWith(Object name) {
      return ("_" + module).endsWith("_" + name.toString().replace('.', '_'));
    }

    @Override
    public boolean isFeedForward() {
      return field("feedforward_modules") instanceof Collection<?> names
          && names.stream().anyMatch(name -> name != null && endsWith(name));
    }

    @Override
    public int cayleyTerms() {
      return Boolean.FALSE.equals(field("use_cayley_neumann"))
          ? 0
          : Math.max(1, (int) number(field("num_cayley_neumann_terms"), CAYLEY_TERMS));
    }

    private static double number(Object value, double absent) {
      return value instanceof Number number ? number.doubleValue() : absent;
    }

    private Object field(String name) {
      return config.fields.get(config.named ? part.folder() + "." + name : name);
    }
  }
}
