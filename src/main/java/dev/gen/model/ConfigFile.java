package dev.gen.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One JSON config of a model, with typed access and errors that name the file and the key.
 *
 * <p>Accepts {@code NaN} and {@code -Infinity}, which Python's writers produce. Immutable.
 */
public final class ConfigFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

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
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) {
        throw new ModelFormatException(
            file + " holds no JSON object; copy the model's files again");
      }
      return new ConfigFile(file.toString(), root);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s is not valid JSON (line %d: %s); copy the model's files again"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new ModelFormatException(
          "the model has no file " + file + "; is this a whole model directory?", e);
    }
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

  /** Returns a whole number. */
  public Optional<Integer> integer(String key) {
    return value(key, JsonNode::canConvertToExactIntegral, "a whole number")
        .map(JsonNode::intValue);
  }

  /** Returns a yes or no. */
  public Optional<Boolean> flag(String key) {
    return value(key, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
  }

  /** Returns a list of numbers. */
  public Optional<List<Double>> numbers(String key) {
    return value(key, JsonNode::isArray, "a list of numbers").map(this::numbersOf);
  }

  private List<Double> numbersOf(JsonNode array) {
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
