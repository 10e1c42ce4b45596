package dev.gen.checkpoint;

import dev.gen.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and overlays config files; values are those of JSON, null where it has null. */
final class Configs {

  private static final Map<String, String> FILES =
      Map.of(
          "unet", "unet/config.json",
          "vae", "vae/config.json",
          "text_encoder", "text_encoder/config.json",
          "text_encoder_2", "text_encoder_2/config.json",
          "tokenizer", "tokenizer/tokenizer_config.json",
          "tokenizer_2", "tokenizer_2/tokenizer_config.json",
          "scheduler", "scheduler/scheduler_config.json",
          "model_index", "model_index.json");

  private Configs() {}

  /** Reads all configs of a folder in diffusers' layout; those that are not there are left out. */
  static Map<String, Map<String, Object>> ofFolder(Path folder) {
    Map<String, Map<String, Object>> configs = new HashMap<>();
    FILES.forEach(
        (name, file) -> {
          if (Files.isRegularFile(folder.resolve(file))) {
            configs.put(name, read(folder.resolve(file)));
          }
        });
    return configs;
  }

  /** Reads one config file. */
  static Map<String, Object> read(Path file) {
    return JsonFile.read(file);
  }

  /** Returns the family's configs with those of the user's folder put over them. */
  static Map<String, Map<String, Object>> of(CheckpointFamily family, Optional<Path> folder) {
    Map<String, Map<String, Object>> configs = new HashMap<>(family.configs());
    folder.map(Configs::ofFolder).ifPresent(configs::putAll);
    return configs;
  }

  /** Returns the configs with another one under that name. */
  static Map<String, Map<String, Object>> with(
      Map<String, Map<String, Object>> configs, String name, Map<String, Object> config) {
    Map<String, Map<String, Object>> all = new HashMap<>(configs);
    all.put(name, config);
    return all;
  }

  /** Returns the configs with one field of one of them changed. */
  static Map<String, Map<String, Object>> with(
      Map<String, Map<String, Object>> configs, String name, String field, Object value) {
    Map<String, Object> config = new LinkedHashMap<>(configs.getOrDefault(name, Map.of()));
    config.put(field, value);
    return with(configs, name, config);
  }
}
