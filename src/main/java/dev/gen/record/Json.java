package dev.gen.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * JSON from strangers: not deep, not more than 300,000 tokens, and with the NaN and Infinity that
 * Python writes.
 */
public final class Json {

  private static final int DEEPEST = 200;
  private static final int MOST_TOKENS = 300_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Reads a text that is one object; empty if it is not, or goes beyond the limits. */
  public static Optional<JsonNode> object(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Reads a text in JSON's quotes. */
  public static Optional<String> text(String quoted) {
    try {
      return Optional.of(MAPPER.readTree(quoted)).filter(JsonNode::isTextual).map(JsonNode::asText);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns where a JSON object or array that begins at a place ends; -1 if none does. */
  public static int end(String text, int start) {
    try (JsonParser parser = MAPPER.createParser(text.substring(start))) {
      parser.nextToken();
      parser.skipChildren();
      boolean whole = parser.currentToken() != null && parser.currentToken().isStructEnd();
      return whole ? start + (int) parser.currentLocation().getCharOffset() : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
