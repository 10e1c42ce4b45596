package dev.gen.checkpoint;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a LoRA file changes, told from the file alone.
 *
 * @param family the family that it is for, if its metadata, parts or shapes tell
 * @param ranks all ranks of its updates
 * @param alphas all alphas: an update is added alpha / rank times
 * @param targets how many modules of each kind it changes, by part of the model
 */
public record LoraSummary(
    Optional<CheckpointFamily> family,
    SortedSet<Integer> ranks,
    SortedSet<Double> alphas,
    Map<ModelPart, Map<Target, Integer>> targets) {

  /** A kind of module. */
  public enum Target {
    ATTENTION("attention"),
    FEED_FORWARD("feed-forward"),
    PROJECTION("projection"),
    CONVOLUTION("convolution"),
    OTHER("other");

    private final String displayName;

    Target(String displayName) {
      this.displayName = displayName;
    }

    /** Returns the name for a person. */
    public String displayName() {
      return displayName;
    }

    /** Tells the kind from a module's name, which has dots or underscores between its parts. */
    static Target of(String module) {
      String name = "_" + module.replace('.', '_') + "_";
      if (name.matches(".*_(ff|mlp)_.*")) {
        return FEED_FORWARD;
      }
      if (name.matches(".*_(attn\\d?|self_attn)_.*")) {
        return ATTENTION;
      }
      if (name.matches(".*_proj_(in|out)_")) {
        return PROJECTION;
      }
      boolean convolution = name.matches(".*_(conv\\w*|(in|out)_layers_\\d|op|skip_connection)_");
      return convolution ? CONVOLUTION : OTHER;
    }
  }

  /** What kohya's trainer calls the families, in the metadata of the files that it writes. */
  private static final String BASE_MODEL = "ss_base_model_version";

  /**
   * Sums a file up.
   *
   * @param file opened at the scale 1
   * @param metadata of the same file
   */
  public static LoraSummary of(LoraFile file, Map<String, String> metadata) {
    SortedSet<Integer> ranks = new TreeSet<>();
    SortedSet<Double> alphas = new TreeSet<>();
    Map<ModelPart, Map<Target, Integer>> targets = new EnumMap<>(ModelPart.class);
    file.updates()
        .forEach(
            (part, updates) ->
                updates.forEach(
                    (module, update) -> {
                      ranks.add(update.rank());
                      alphas.add((double) update.scale() * update.rank());
                      targets
                          .computeIfAbsent(part, key -> new TreeMap<>())
                          .merge(Target.of(module), 1, Integer::sum);
                    }));
    return new LoraSummary(stated(metadata).or(() -> family(file)), ranks, alphas, targets);
  }

  private static Optional<CheckpointFamily> stated(Map<String, String> metadata) {
    String base = metadata.getOrDefault(BASE_MODEL, "");
    if (base.startsWith("sdxl")) {
      return Optional.of(CheckpointFamily.SDXL);
    }
    if (base.startsWith("sd_v2")) {
      return Optional.of(CheckpointFamily.SD2);
    }
    return base.startsWith("sd_v1") ? Optional.of(CheckpointFamily.SD1) : Optional.empty();
  }

  private static Optional<CheckpointFamily> family(LoraFile file) {
    if (file.updates().containsKey(ModelPart.TEXT_ENCODER_2)) {
      return Optional.of(CheckpointFamily.SDXL);
    }
    return promptWidth(file, ModelPart.UNET, ".*attn2[._]to_[kv]")
        .or(() -> promptWidth(file, ModelPart.TEXT_ENCODER, ".*self_attn[._][kqv]_proj"));
  }

  private static Optional<CheckpointFamily> promptWidth(
      LoraFile file, ModelPart part, String modules) {
    return file.updates().getOrDefault(part, Map.of()).entrySet().stream()
        .filter(entry -> entry.getKey().matches(modules))
        .map(Map.Entry::getValue)
        .filter(update -> update.down().shape().rank() >= 2)
        .findFirst()
        .flatMap(update -> CheckpointFamily.ofPromptWidth(update.down().shape().size(1)));
  }

  /** Returns how many modules are changed. */
  public int modules() {
    return targets.values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .mapToInt(Integer::intValue)
        .sum();
  }
}
