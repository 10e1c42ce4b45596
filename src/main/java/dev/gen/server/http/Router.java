package dev.gen.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which handler answers what. Filled once, before the server listens. */
public final class Router {

  /** Who may ask. */
  public enum Access {
    /** Whoever has the token, if there is one. */
    TOKEN,
    /** Everybody: what is no secret, or has a name that nobody guesses. */
    OPEN
  }

  private record Route(String method, String path, Access access, Handler handler) {

    /** Returns whether it is for a path; a star stands for one part of it. */
    boolean fits(String other) {
      String[] parts = path.split("/", -1);
      String[] given = other.split("/", -1);
      boolean fits = parts.length == given.length;
      for (int i = 0; fits && i < parts.length; i++) {
        fits = parts[i].equals("*") ? !given[i].isEmpty() : parts[i].equals(given[i]);
      }
      return fits;
    }
  }

  private final List<Route> routes = new ArrayList<>();
  private final Map<String, ErrorShape> shapes = new LinkedHashMap<>();

  /** Adds a route for those with the token. */
  public Router add(String method, String path, Handler handler) {
    routes.add(new Route(method, path, Access.TOKEN, handler));
    return this;
  }

  /** Adds a route that answers at once. */
  public Router at(String method, String path, Function<Request, Reply> answer) {
    return add(method, path, request -> CompletableFuture.completedFuture(answer.apply(request)));
  }

  /** Adds a route for everybody that answers at once. */
  public Router open(String method, String path, Function<Request, Reply> answer) {
    routes.add(
        new Route(
            method,
            path,
            Access.OPEN,
            request -> CompletableFuture.completedFuture(answer.apply(request))));
    return this;
  }

  /** Spells errors of all paths with a beginning in a way of their own. */
  public Router errors(String beginning, ErrorShape shape) {
    shapes.put(beginning, shape);
    return this;
  }

  ErrorShape shape(String path) {
    return shapes.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(ErrorShape::plain);
  }

  /** Returns whether anybody may ask; what there is no route for is not told to strangers. */
  boolean isOpen(String method, String path) {
    return routes.stream()
        .anyMatch(r -> r.access == Access.OPEN && r.fits(path) && r.method.equals(asked(method)));
  }

  /** Returns the path as metrics name it: one of a few. */
  String label(String path) {
    return routes.stream().filter(r -> r.fits(path)).map(Route::path).findFirst().orElse("other");
  }

  /**
   * Finds what answers.
   *
   * @throws HttpError 404 or 405 if nothing does
   */
  Handler find(String method, String path) {
    List<Route> fitting = routes.stream().filter(route -> route.fits(path)).toList();
    if (fitting.isEmpty()) {
      throw HttpError.of(404, "not_found", "there is nothing at " + path);
    }
    return fitting.stream()
        .filter(route -> route.method.equals(asked(method)))
        .findFirst()
        .orElseThrow(
            () -> {
              String allowed =
                  fitting.stream().map(Route::method).distinct().collect(Collectors.joining(", "));
              return HttpError.of(
                      405, "method", method + " is not for " + path + "; use " + allowed)
                  .with("allow", allowed);
            })
        .handler;
  }

  private static String asked(String method) {
    return method.equals("HEAD") ? "GET" : method;
  }
}
