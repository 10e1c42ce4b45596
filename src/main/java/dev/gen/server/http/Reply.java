package dev.gen.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a request is answered with.
 *
 * @param status 200 to 599
 * @param headers beside those that every reply has
 * @param body whole; empty where there are events
 * @param events called once with where events go, if the reply is a stream of them
 */
public record Reply(
    int status, Map<String, String> headers, byte[] body, Optional<Consumer<EventSink>> events) {

  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** Answers with a body. */
  public static Reply of(int status, String mediaType, byte[] body) {
    return new Reply(status, Map.of("content-type", mediaType), body, Optional.empty());
  }

  /** Answers with JSON. */
  public static Reply json(int status, JsonNode json) {
    return of(status, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with JSON that says it is all right. */
  public static Reply json(JsonNode json) {
    return json(200, json);
  }

  /** Answers with a stream of events (WHATWG HTML, 9.2 server-sent events). */
  public static Reply events(Consumer<EventSink> events) {
    return new Reply(
        200,
        Map.of("content-type", "text/event-stream", "cache-control", "no-store"),
        new byte[0],
        Optional.of(events));
  }

  /** Returns this reply with one more header. */
  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, events);
  }
}
