package dev.gen.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model knows, as its maker wrote it down in {@code world.json}: words by kind, what goes
 * with what, and words that it does not know beside ones that it knows.
 *
 * @param words for each kind ({@code subjects}, {@code colors}, {@code places}, {@code times}, ...)
 *     the names, each with the words that mean it
 * @param habits for each subject and each kind, names with their weights
 * @param times names of light and weather with their weights, for subjects that have none
 * @param neighbours words that the model lacks, each with the name of the nearest that it has
 */
public record World(
    Map<String, Map<String, List<String>>> words,
    Map<String, Map<String, Map<String, Double>>> habits,
    Map<String, Double> times,
    Map<String, String> neighbours) {

  private static final Set<String> NO_WORDS = Set.of("habits", "neighbours");

  /** Reads the file of a model; a model without one has an empty world. */
  public static World of(ConfigFile file) {
    Map<String, Object> all = file.toMap();
    Map<String, Map<String, List<String>>> words = new LinkedHashMap<>();
    all.forEach(
        (kind, table) -> {
          if (!NO_WORDS.contains(kind)) {
            words.put(kind, lists(map(table)));
          }
        });
    Map<String, Object> habits = map(all.get("habits"));
    Map<String, Map<String, Map<String, Double>>> subjects = new LinkedHashMap<>();
    map(habits.get("subjects"))
        .forEach(
            (subject, kinds) -> {
              Map<String, Map<String, Double>> weights = new LinkedHashMap<>();
              map(kinds).forEach((kind, table) -> weights.put(kind, weights(map(table))));
              subjects.put(subject, weights);
            });
    Map<String, String> neighbours = new LinkedHashMap<>();
    map(all.get("neighbours")).forEach((word, name) -> neighbours.put(word, name.toString()));
    return new World(words, subjects, weights(map(habits.get("times"))), neighbours);
  }

  private static Map<String, Object> map(Object table) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (table instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> map.put(key.toString(), value));
    }
    return map;
  }

  private static Map<String, List<String>> lists(Map<String, Object> table) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    table.forEach(
        (name, list) -> {
          List<String> texts = new ArrayList<>();
          if (list instanceof List<?> items) {
            items.forEach(item -> texts.add(item.toString()));
          }
          lists.put(name, List.copyOf(texts));
        });
    return lists;
  }

  private static Map<String, Double> weights(Map<String, Object> table) {
    Map<String, Double> weights = new LinkedHashMap<>();
    table.forEach(
        (name, weight) -> {
          if (weight instanceof Number number && number.doubleValue() > 0) {
            weights.put(name, number.doubleValue());
          }
        });
    return weights;
  }

  /** Returns whether it says what goes with what. */
  public boolean hasHabits() {
    return !habits.isEmpty();
  }

  /** Returns every single word that it knows. */
  public Set<String> singleWords() {
    Set<String> single = new LinkedHashSet<>();
    words
        .values()
        .forEach(
            names ->
                names
                    .values()
                    .forEach(all -> all.forEach(p -> single.addAll(List.of(p.split(" "))))));
    return single;
  }
}
