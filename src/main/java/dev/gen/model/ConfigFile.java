package dev.gen.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.error.ModelFormatException;
import dev.gen.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * One JSON config of a model, with typed access and errors that name the file and the key.
 *
 * <p>Immutable.
 */
public final class ConfigFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** More halvings than any picture can take. */
  private static final int MOST_LEVELS = 12;

  private final String name;
  private final JsonNode root;

  private ConfigFile(String name, JsonNode root) {
    this.name = name;
    this.root = root;
  }

  /**
   * Reads a config that must be there.
   *
   * @throws ModelFormatException if it is missing, not JSON or not an object
   */
  public static ConfigFile read(Path file) {
    return of(file.toString(), JsonFile.read(file));
  }

  /** Reads a config, or returns an empty one where the file does not exist. */
  public static ConfigFile readIfPresent(Path file) {
    return Files.exists(file) ? read(file) : of(file.toString(), Map.of());
  }

  /** Makes a config of values that come from elsewhere; {@code name} is what messages call it. */
  public static ConfigFile of(String name, Map<String, Object> values) {
    return new ConfigFile(name, JSON.valueToTree(values));
  }

  /** Returns a text value. */
  public Optional<String> text(String key) {
    return value(key, JsonNode::isTextual, "a text").map(JsonNode::textValue);
  }

  /** Returns a number. */
  public Optional<Double> number(String key) {
    return value(key, JsonNode::isNumber, "a number").map(JsonNode::doubleValue);
  }

  /**
   * Returns a whole number.
   *
   * @param lowest that makes sense, inclusive
   * @param highest that makes sense, inclusive
   * @throws ModelFormatException if it is something else
   */
  public Optional<Integer> integer(String key, int lowest, int highest) {
    return value(
            key,
            node ->
                node.canConvertToExactIntegral()
                    && node.canConvertToInt()
                    && node.intValue() >= lowest
                    && node.intValue() <= highest,
            "a whole number from %d to %d".formatted(lowest, highest))
        .map(JsonNode::intValue);
  }

  /**
   * Returns by how much the network of this config makes pictures smaller: each of its levels but
   * the last halves them.
   *
   * @throws ModelFormatException if it has no level, or more than 12
   */
  public int shrinkage() {
    int levels =
        value(
                "block_out_channels",
                node -> node.isArray() && !node.isEmpty() && node.size() <= MOST_LEVELS,
                "a list of 1 to %d numbers".formatted(MOST_LEVELS))
            .map(JsonNode::size)
            .orElse(4);
    return 1 << (levels - 1);
  }

  /** Returns a yes or no. */
  public Optional<Boolean> flag(String key) {
    return value(key, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
  }

  /** Returns a list of numbers. */
  public Optional<List<Double>> numbers(String key) {
    return value(key, ConfigFile::areNumbers, "a list of numbers").map(ConfigFile::numbersOf);
  }

  private static boolean areNumbers(JsonNode node) {
    return node.isArray()
        && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isNumber);
  }

  private static List<Double> numbersOf(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(item -> numbers.add(item.doubleValue()));
    return numbers;
  }

  /** Returns an object inside this one. */
  public Optional<ConfigFile> section(String key) {
    return value(key, JsonNode::isObject, "an object")
        .map(node -> new ConfigFile(name + " (" + key + ")", node));
  }

  /** Returns everything as plain maps, lists, texts and numbers. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> toMap() {
    return JSON.convertValue(root, Map.class);
  }

  private Optional<JsonNode> value(String key, Predicate<JsonNode> typed, String expected) {
    JsonNode node = root.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!typed.test(node)) {
      throw new ModelFormatException(
          "%s has %s for \"%s\", expected %s; copy the model's files again"
              .formatted(name, node, key, expected));
    }
    return Optional.of(node);
  }

  @Override
  public String toString() {
    return name;
  }
}
