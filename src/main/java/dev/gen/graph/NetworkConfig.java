package dev.gen.graph;

import dev.gen.error.ModelFormatException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The config of a network as diffusers and transformers write it, with complaints that name it.
 *
 * @param name what the config belongs to, for messages
 * @param fields the fields of its config.json; null counts as absent
 */
public record NetworkConfig(String name, Map<String, ?> fields) {

  /** No size in a config is larger: the vocabulary is the largest, some 50,000. */
  private static final int LARGEST = 1_000_000;

  private static final int MOST_LAYERS = 64;

  /** How often something is repeated, each time with weights of its own. */
  private static final Map<String, Integer> MOST =
      Map.of(
          "layers_per_block", 16,
          "num_hidden_layers", 256,
          "num_encoder_blocks", 64,
          "num_decoder_blocks", 64,
          "norm_num_groups", 1024);

  private static final int MOST_LEVELS = 12;
  private static final int MOST_SHOWN = 100;

  /** Returns a whole number from 1, if the field is there. */
  Optional<Integer> number(String field) {
    return find(field).map(value -> integer(field, value));
  }

  /** Returns a whole number, or the default where the field is absent. */
  int number(String field, int absent) {
    return number(field).orElse(absent);
  }

  /**
   * Returns a whole number.
   *
   * @throws ModelFormatException if the field is absent or something else
   */
  int requireNumber(String field) {
    return number(field).orElseThrow(() -> wrong(field, "a whole number"));
  }

  /** Returns a number, or the default where the field is absent. */
  double decimal(String field, double absent) {
    return find(field)
        .map(value -> value instanceof Number n ? n.doubleValue() : fail(field, "a number"))
        .orElse(absent);
  }

  /** Returns a list of whole numbers, if the field is there; one number stands for all. */
  Optional<List<Integer>> numbers(String field, int count) {
    return find(field).map(value -> repeated(field, value, count));
  }

  /**
   * Returns how many layers each block of each level has, if the field is there: one number for
   * all, one a level, or a list a level; 0 is none.
   */
  Optional<List<List<Integer>>> layers(String field, int levels, int blocks) {
    return find(field).map(value -> layersOf(field, value, levels, blocks));
  }

  private List<List<Integer>> layersOf(String field, Object value, int levels, int blocks) {
    List<?> list = value instanceof List<?> each ? each : Collections.nCopies(levels, value);
    if (list.size() != levels) {
      throw wrong(field, levels + " entries, one a level");
    }
    return list.stream()
        .map(level -> level instanceof List<?> each ? each : Collections.nCopies(blocks, level))
        .map(level -> level.size() == blocks ? level : Collections.nCopies(blocks, -1))
        .map(level -> level.stream().map(depth -> depth(field, depth)).toList())
        .toList();
  }

  private int depth(String field, Object value) {
    boolean possible =
        value instanceof Number number
            && number.intValue() == number.doubleValue()
            && number.intValue() >= 0
            && number.intValue() <= MOST_LAYERS;
    return possible
        ? ((Number) value).intValue()
        : fail(field, "numbers from 0 to " + MOST_LAYERS + ", one for each block of a level");
  }

  /**
   * Returns a list of names.
   *
   * @throws ModelFormatException if the field is absent or something else
   */
  List<String> names(String field) {
    if (find(field).orElse(null) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw wrong(field, "a list of names");
  }

  /**
   * Returns the list of channels, outermost block first.
   *
   * @throws ModelFormatException if the field is absent or something else
   */
  List<Integer> requireNumbers(String field) {
    if (find(field).orElse(null) instanceof List<?> list
        && !list.isEmpty()
        && list.size() <= MOST_LEVELS) {
      return list.stream().map(value -> integer(field, value)).toList();
    }
    throw wrong(field, "a list of 1 to " + MOST_LEVELS + " whole numbers");
  }

  /** Returns a word, or the default where the field is absent. */
  String word(String field, String absent) {
    return find(field).map(String::valueOf).orElse(absent);
  }

  /** Returns a flag, or the default where the field is absent. */
  boolean flag(String field, boolean absent) {
    return find(field)
        .map(value -> value instanceof Boolean flag ? flag : fail(field, "true or false"))
        .orElse(absent);
  }

  /**
   * Requires a field to be absent or to have one of these values.
   *
   * @throws ModelFormatException if it has another, which this builder knows nothing of
   */
  void allow(String field, Object... values) {
    String wanted = values.length == 0 ? "models without it" : Arrays.toString(values);
    find(field)
        .filter(value -> Arrays.stream(values).noneMatch(allowed -> same(allowed, value)))
        .ifPresent(value -> fail(field, wanted));
  }

  private static boolean same(Object allowed, Object value) {
    return allowed instanceof Number a && value instanceof Number b
        ? a.doubleValue() == b.doubleValue()
        : allowed.equals(value);
  }

  private List<Integer> repeated(String field, Object value, int count) {
    if (!(value instanceof List<?> list)) {
      return Collections.nCopies(count, integer(field, value));
    }
    if (list.size() != count) {
      throw wrong(field, count + " numbers, one a block");
    }
    return list.stream().map(item -> integer(field, item)).toList();
  }

  private int integer(String field, Object value) {
    int most = MOST.getOrDefault(field, LARGEST);
    return value instanceof Number number
            && number.intValue() == number.doubleValue()
            && number.intValue() > 0
            && number.intValue() <= most
        ? number.intValue()
        : fail(field, "a whole number from 1 to " + most);
  }

  private <T> T fail(String field, String wanted) {
    throw wrong(field, wanted);
  }

  /** Returns the error for a field that cannot be used. */
  ModelFormatException wrong(String field, String wanted) {
    String found = fields.get(field) == null ? "missing" : "is " + shown(fields.get(field));
    return new ModelFormatException(
        "config of the %s: '%s' %s, but only %s can be built; use an ONNX export of this model"
            .formatted(name, field, found, wanted));
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
  }

  private Optional<Object> find(String field) {
    return Optional.ofNullable(fields.get(field));
  }
}
