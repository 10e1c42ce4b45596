package dev.gen.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Asks the hub, with patience: waits where it is told to, and follows redirects by itself, so that
 * the token never reaches another host. Thread-safe.
 */
final class HubClient {

  /** A listing of ten thousand files has some megabytes. */
  private static final int LARGEST_LISTING = 32 << 20;

  private static final int ATTEMPTS = 5;
  private static final int REDIRECTS = 5;
  private static final long LONGEST_WAIT_SECONDS = 120;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(20))
          .proxy(new EnvironmentProxies(System.getenv()))
          .build();
  private final HubPlace place;
  private final LongConsumer pause;
  private final Duration longestSilence;

  /**
   * Asks a hub.
   *
   * @param pause waits for so many milliseconds
   * @param longestSilence after which a body that does not go on is given up
   */
  HubClient(HubPlace place, LongConsumer pause, Duration longestSilence) {
    this.place = place;
    this.pause = pause;
    this.longestSilence = longestSilence;
  }

  /** Returns a body that fails where it does not go on. */
  InputStream guarded(InputStream body) {
    return new GuardedStream(body, longestSilence);
  }

  /** Lists a repository as it is now; its commit fixes everything that is asked for later. */
  HubListing list(HubName model) {
    String path = "/api/models/" + model.repository() + "/revision/" + encoded(model.revision());
    try (InputStream in = guarded(get(uri(path + "?blobs=true"), Map.of()).body())) {
      byte[] bytes = in.readNBytes(LARGEST_LISTING + 1);
      if (bytes.length > LARGEST_LISTING) {
        throw new ModelFormatException(
            "the hub's listing of " + model.repository() + " has no end");
      }
      return listing(JSON.readTree(bytes));
    } catch (IOException e) {
      throw new ModelFormatException(
          "the hub's listing of %s cannot be read: %s".formatted(model.repository(), e), e);
    }
  }

  private static HubListing listing(JsonNode root) {
    List<HubFile> files = new ArrayList<>();
    for (JsonNode file : root.path("siblings")) {
      JsonNode lfs = file.path("lfs");
      String id = lfs.path("sha256").asText(lfs.path("oid").asText(file.path("blobId").asText()));
      files.add(
          new HubFile(
              file.path("rfilename").asText(),
              lfs.path("size").asLong(file.path("size").asLong(-1)),
              id.replaceFirst("^sha256:", "")));
    }
    return new HubListing(root.path("sha").asText(), files);
  }

  /** Asks for a file from its byte {@code from} on; the answer may begin at the first one. */
  HttpResponse<InputStream> file(HubName model, String commit, String path, long from)
      throws IOException {
    URI uri = uri("/" + model.repository() + "/resolve/" + commit + "/" + encodedPath(path));
    return get(uri, from > 0 ? Map.of("Range", "bytes=" + from + "-") : Map.of());
  }

  private HttpResponse<InputStream> get(URI uri, Map<String, String> headers) throws IOException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<InputStream> answer = followed(uri, headers);
      int status = answer.statusCode();
      if (status == 200 || status == 206 || status == 416) {
        return answer;
      }
      answer.body().close();
      boolean passing = status == 429 || status >= 500;
      if (!passing || attempt == ATTEMPTS) {
        throw refusal(uri, status);
      }
      pause.accept(1000 * waitSeconds(answer, attempt));
    }
  }

  /** Waits before a connection that broke is made again. */
  void rest(int fruitless) {
    pause.accept(1000L << fruitless);
  }

  private static long waitSeconds(HttpResponse<?> answer, int attempt) {
    String told = answer.headers().firstValue("Retry-After").orElse("");
    return told.matches("\\d{1,9}")
        ? Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(told))
        : 1L << attempt;
  }

  private HttpResponse<InputStream> followed(URI uri, Map<String, String> headers)
      throws IOException {
    URI at = uri;
    for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
      HttpResponse<InputStream> answer = send(at, headers);
      Optional<String> location = answer.headers().firstValue("Location");
      if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
        return answer;
      }
      answer.body().close();
      at = target(at, location.get());
    }
    throw new ModelFormatException(uri + " redirects without an end");
  }

  private static URI target(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(from + " redirects to what is no address", e);
    }
    boolean web = "https".equals(to.getScheme()) || from.getScheme().equals(to.getScheme());
    if (!web || to.getHost() == null) {
      throw new ModelFormatException(from + " redirects to " + to + ", which is not followed");
    }
    return to;
  }

  private HttpResponse<InputStream> send(URI uri, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).header("User-Agent", "gen");
    headers.forEach(request::header);
    if (sameOrigin(uri, place.endpoint())) {
      place.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    try {
      return http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelFormatException("fetching was interrupted", e);
    }
  }

  private static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equals(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && a.getPort() == b.getPort();
  }

  private ModelFormatException refusal(URI uri, int status) {
    String who = place.token().isEmpty() ? "no token was sent" : "with the token that was sent";
    String todo =
        switch (status) {
          case 401 -> who + "; make one on the hub and set HF_TOKEN; or the name is wrong";
          case 403 -> who + "; accept the model's licence on its page of the hub, then try again";
          case 404 -> "there is no such model, revision or file; look at the name";
          case 429 -> "too many requests; wait some minutes and run it again, it goes on";
          default -> "run it again later, it goes on where it stopped";
        };
    return new ModelFormatException("the hub answered %d for %s: %s".formatted(status, uri, todo));
  }

  private URI uri(String path) {
    return URI.create(place.endpoint() + path);
  }

  private static String encodedPath(String path) {
    return List.of(path.split("/")).stream()
        .map(HubClient::encoded)
        .reduce((a, b) -> a + "/" + b)
        .orElseThrow();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
