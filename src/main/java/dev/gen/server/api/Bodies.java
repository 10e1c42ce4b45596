package dev.gen.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.server.http.HttpError;
import dev.gen.server.http.Request;

/** JSON in and out of requests. */
final class Bodies {

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private Bodies() {}

  /**
   * Reads a body that is one object.
   *
   * @throws HttpError 400 if it is not
   */
  static ObjectNode object(Request request) {
    return object(request.text());
  }

  /** Reads a text that is one object. */
  static ObjectNode object(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw HttpError.of(400, "body", "the body is no JSON object");
    } catch (JsonProcessingException e) {
      throw HttpError.of(
          400, "body", "the body is no JSON: " + e.getOriginalMessage().split("\\R")[0]);
    }
  }

  /** Returns a value as {@link dev.gen.job.JobJson#of} takes it. */
  static Object plain(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }
}
