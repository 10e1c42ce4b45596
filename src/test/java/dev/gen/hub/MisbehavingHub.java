package dev.gen.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A hub on the loopback interface that fails as it is told to, once for each thing told. */
final class MisbehavingHub implements AutoCloseable {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** Answers in place of the usual answer. */
  interface Fault {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  final Map<String, byte[]> files = new LinkedHashMap<>();
  final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  MisbehavingHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      asked.add(path + (range == null ? "" : " " + range));
      tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      boolean listing = path.startsWith("/api/");
      byte[] content = listing ? listing() : files.get(path.replaceFirst(".*/" + COMMIT + "/", ""));
      Fault fault = listing ? null : faults.poll();
      if (fault != null) {
        fault.answer(exchange, content);
      } else if (content == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        serve(exchange, content, range);
      }
    }
  }

  private static void serve(HttpExchange exchange, byte[] content, String range)
      throws IOException {
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    exchange.getResponseBody().write(content, from, content.length - from);
  }

  private byte[] listing() {
    return files.entrySet().stream()
        .map(file -> entry(file.getKey(), file.getValue()))
        .collect(Collectors.joining(",", "{\"sha\": \"" + COMMIT + "\", \"siblings\": [", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Names a config by git's checksum, and any other file by its sha256 too. */
  private static String entry(String name, byte[] content) {
    String lfs =
        ", \"lfs\": {\"size\": %d, \"sha256\": \"%s\"}"
            .formatted(content.length, hash("SHA-256", content));
    return "{\"rfilename\": \"%s\", \"size\": %d, \"blobId\": \"%s\"%s}"
        .formatted(name, content.length, gitId(content), name.endsWith(".json") ? "" : lfs);
  }

  private static String gitId(byte[] content) {
    byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + content.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return hash("SHA-1", all);
  }

  static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Fault status(int status, String... header) {
    return (exchange, content) -> {
      for (int i = 0; i < header.length; i += 2) {
        exchange.getResponseHeaders().set(header[i], header[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Sends these bytes and says that there are {@code told}. */
  static Fault sends(byte[] bytes, long told) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, told);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
