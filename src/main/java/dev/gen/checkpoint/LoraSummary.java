package dev.gen.checkpoint;

import dev.gen.checkpoint.adapter.Change;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a LoRA file changes, told from the file alone.
 *
 * @param madeFor the models that it is for, if its metadata, parts or shapes tell
 * @param kinds what its changes are called: LoRA, LoHa, ...
 * @param ranks all ranks of its changes
 * @param alphas all alphas: a change is added alpha / rank times
 * @param targets how many modules of each kind it changes, by part of the model
 */
public record LoraSummary(
    Optional<String> madeFor,
    SortedSet<String> kinds,
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

    /** Tells the kind from a module's name, which has underscores between its parts. */
    static Target of(String module) {
      String name = "_" + module + "_";
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

  /** Sums a file up. */
  public static LoraSummary of(LoraFile file) {
    Map<ModelPart, Map<Target, Integer>> targets = new EnumMap<>(ModelPart.class);
    file.adapters()
        .forEach(
            (part, adapters) -> {
              Map<Target, Integer> counts = new TreeMap<>();
              adapters.keySet().forEach(name -> counts.merge(Target.of(name), 1, Integer::sum));
              targets.put(part, counts);
            });
    SortedSet<String> kinds = new TreeSet<>();
    SortedSet<Integer> ranks = new TreeSet<>();
    SortedSet<Double> alphas = new TreeSet<>();
    changes(file)
        .forEach(
            change -> {
              kinds.add(change.kind());
              change.rank().ifPresent(ranks::add);
              change.rank().ifPresent(rank -> alphas.add((double) (float) (change.scale() * rank)));
            });
    return new LoraSummary(LoraOrigin.of(file).name(), kinds, ranks, alphas, targets);
  }

  private static Stream<Change> changes(LoraFile file) {
    return file.adapters().values().stream()
        .flatMap(adapters -> adapters.values().stream())
        .flatMap(adapter -> adapter.changes());
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
