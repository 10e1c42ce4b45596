package dev.gen.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A request that has arrived whole.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param query the values of each parameter
 * @param headers by name in small letters; of several with one name the first
 * @param body for reading only
 * @param gone completes when the client goes away before it has the reply
 */
public record Request(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    CompletionStage<Void> gone) {

  /** Returns a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns the media type of the body in small letters, without parameters; maybe empty. */
  public String mediaType() {
    return header("content-type").orElse("").split(";")[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the first value of a parameter. */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Returns the body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns where the server is, as the client calls it: {@code http://localhost:7860}. */
  public String base() {
    return "http://" + header("host").orElse("localhost");
  }
}
