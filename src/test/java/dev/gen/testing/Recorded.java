package dev.gen.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What is recorded of a tensor that is too large to be recorded.
 *
 * @param first its first values
 * @param last its last values; may be none
 * @param sum of all values
 * @param norm the root of the sum of their squares
 */
public record Recorded(double[] first, double[] last, double sum, double norm) {

  /** Reads {@code first8} (or another number), {@code sum} and {@code l2}. */
  public static Recorded of(JsonNode json) {
    String first =
        json.propertyStream()
            .map(Map.Entry::getKey)
            .filter(key -> key.startsWith("first"))
            .findFirst()
            .orElseThrow();
    return of(json, first, "");
  }

  /** Reads a call's {@code in8}, {@code in_sum}, {@code in_l2}, or those of another prefix. */
  public static Recorded of(JsonNode json, String prefix) {
    return of(json, prefix + "8", prefix + "_");
  }

  private static Recorded of(JsonNode json, String first, String prefix) {
    return new Recorded(
        Golden.doubles(json.get(first)),
        new double[0],
        json.get(prefix + "sum").asDouble(),
        json.get(prefix + "l2").asDouble());
  }
}
