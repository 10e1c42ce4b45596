package dev.gen.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses whom a request must not come from, by its headers alone, before its body is read.
 *
 * <p>A page in a browser can send requests to any address. That a name was bound to this machine to
 * reach it is seen by the {@code Host}; that another page sent it, by {@code Origin} and {@code
 * Sec-Fetch-Site}, which a page cannot change.
 *
 * @param settings for whom the server is
 * @param loopback whether it listens on this machine alone
 * @param router knows what everybody may ask for
 */
record Guard(HttpSettings settings, boolean loopback, Router router) {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  /**
   * Lets a request through.
   *
   * @throws HttpError 400, 401 or 403 if it may not pass
   */
  void check(HttpRequest request, String path) {
    HttpHeaders headers = request.headers();
    String host = host(headers);
    requireHost(host);
    Optional<String> origin = Optional.ofNullable(headers.get(HttpHeaderNames.ORIGIN));
    boolean ours = origin.isEmpty() || isOwn(origin.get(), host) || isAllowed(origin.get());
    String site = headers.get("sec-fetch-site", "none");
    boolean foreign = List.of("cross-site", "same-site").contains(site);
    boolean visit = headers.get("sec-fetch-mode", "").equals("navigate");
    if (!ours || foreign && origin.isEmpty() && !(visit && request.method().name().equals("GET"))) {
      throw HttpError.of(
          403,
          "origin",
          "another page's request is refused; start the server with its origin allowed");
    }
    if (!isPreflight(request) && !router.isOpen(request.method().name(), path)) {
      requireToken(headers.get(HttpHeaderNames.AUTHORIZATION, ""));
    }
  }

  /** Returns the origin that a reply may be read by, if it is another page's. */
  Optional<String> sharedWith(Optional<String> origin) {
    return origin.filter(this::isAllowed);
  }

  static boolean isPreflight(HttpRequest request) {
    return request.method().name().equals("OPTIONS")
        && request.headers().contains("access-control-request-method");
  }

  private boolean isAllowed(String origin) {
    return settings.origins().contains(origin);
  }

  private static boolean isOwn(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  private static String host(HttpHeaders headers) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() != 1) {
      throw HttpError.of(400, "host", "a request needs one Host header, and has " + hosts.size());
    }
    return hosts.get(0).strip();
  }

  private void requireHost(String header) {
    String name = header.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
    String bare = name.startsWith("[") && name.endsWith("]") ? strip(name) : name;
    byte[] address = NetUtil.createByteArrayFromIpAddressString(bare);
    boolean known =
        name.equals("localhost")
            || name.equals(settings.host().toLowerCase(Locale.ROOT))
            || settings.hosts().stream().anyMatch(name::equalsIgnoreCase)
            || address != null && (isLoopback(bare) || !loopback);
    if (!known) {
      throw HttpError.of(
          403, "host", "the server is not called by that Host; start it with the name allowed");
    }
  }

  private static String strip(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }

  private static boolean isLoopback(String address) {
    InetAddress found = new InetSocketAddress(address, 0).getAddress();
    return found != null && found.isLoopbackAddress();
  }

  private void requireToken(String authorization) {
    if (settings.token().isEmpty()) {
      return;
    }
    if (!isEqual(given(authorization), settings.token().get())) {
      throw HttpError.of(401, "token", "a token is needed: Authorization: Bearer TOKEN")
          .with("www-authenticate", "Bearer");
    }
  }

  /** Returns the token, or the password where a client knows only names and passwords. */
  private static String given(String authorization) {
    String kind = authorization.toLowerCase(Locale.ROOT);
    if (kind.startsWith(BEARER)) {
      return authorization.substring(BEARER.length()).strip();
    }
    if (!kind.startsWith(BASIC)) {
      return "";
    }
    try {
      byte[] pair = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      return new String(pair, StandardCharsets.UTF_8).replaceFirst("^[^:]*:", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Compares hashes in constant time, so that neither length nor beginning of a token shows. */
  private static boolean isEqual(String given, String wanted) {
    return MessageDigest.isEqual(hash(given), hash(wanted));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
