package dev.gen.server.http;

import dev.gen.error.GenException;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that is not answered as it was meant, with the status that says so. */
public final class HttpError extends RuntimeException {

  private static final Logger LOG = LoggerFactory.getLogger(HttpError.class);

  private final int status;
  private final String kind;
  private final Optional<String> field;
  private final Map<String, String> headers;

  private HttpError(
      int status,
      String kind,
      Optional<String> field,
      String message,
      Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.kind = kind;
    this.field = field;
    this.headers = Map.copyOf(headers);
  }

  /**
   * Says what is wrong.
   *
   * @param status 400 to 599
   * @param kind a word for programs, such as {@code not_found}
   * @param message one sentence for people
   */
  public static HttpError of(int status, String kind, String message) {
    return new HttpError(status, kind, Optional.empty(), message, Map.of());
  }

  /** Says which field is wrong; the message begins with it. */
  public static HttpError ofField(int status, String kind, String field, String problem) {
    return new HttpError(status, kind, Optional.of(field), field + " " + problem, Map.of());
  }

  /** Returns this error with a header. */
  public HttpError with(String header, String value) {
    return new HttpError(status, kind, field, getMessage(), Map.of(header, value));
  }

  /** Returns this error in other words. */
  public HttpError saying(String message) {
    return new HttpError(status, kind, field, message, headers);
  }

  /** Returns the status for whatever went wrong; what nobody foresaw is logged. */
  public static HttpError of(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return of(failure.getCause());
    }
    if (failure instanceof HttpError known) {
      return known;
    }
    if (failure instanceof InvalidRequestException invalid) {
      return new HttpError(400, "request", invalid.field(), invalid.getMessage(), Map.of());
    }
    if (failure instanceof ModelFormatException) {
      return of(422, "model", failure.getMessage());
    }
    if (failure instanceof GenException) {
      return of(500, "inference", failure.getMessage());
    }
    if (failure instanceof OutOfMemoryError) {
      return of(503, "memory", "there is not enough memory; ask for a smaller picture, or later");
    }
    LOG.warn("a bug while a request was answered: {}", failure.toString(), failure);
    return of(500, "bug", "a bug of the server: " + failure.getClass().getSimpleName());
  }

  /** Returns the status. */
  public int status() {
    return status;
  }

  /** Returns a word for programs. */
  public String kind() {
    return kind;
  }

  /** Returns the field that is wrong. */
  public Optional<String> field() {
    return field;
  }

  /** Returns headers that belong to the status. */
  public Map<String, String> headers() {
    return headers;
  }
}
