package dev.gen.server.http;

import java.util.List;
import java.util.Optional;

/**
 * Where and for whom a server listens.
 *
 * @param host a name or an address to listen on
 * @param port 0 for any that is free
 * @param token that requests must have, if any
 * @param origins of pages that may call, such as {@code https://example.org}
 * @param hosts by which the server may be called, beside its address and localhost
 * @param maxBodyBytes of a request
 * @param maxConnections at once
 * @param requestSeconds in which a request has to arrive whole, from when one could
 */
public record HttpSettings(
    String host,
    int port,
    Optional<String> token,
    List<String> origins,
    List<String> hosts,
    int maxBodyBytes,
    int maxConnections,
    int requestSeconds) {

  /** Copies the lists. */
  public HttpSettings {
    origins = List.copyOf(origins);
    hosts = List.copyOf(hosts);
  }
}
