package dev.gen.server.api;

import dev.gen.server.http.Reply;
import dev.gen.server.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The page for people: four files of this program's own. */
public final class Page {

  /** Nothing from elsewhere, nothing within the page's text; pictures may come from scripts. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  /** Adds the routes; the page asks for the token itself. */
  public void addTo(Router router) {
    add(router, "/", "page.html", "text/html; charset=utf-8");
    add(router, "/page.css", "page.css", "text/css; charset=utf-8");
    add(router, "/icon.svg", "icon.svg", "image/svg+xml");
    add(router, "/page.js", "page.js", "text/javascript; charset=utf-8");
  }

  private static void add(Router router, String path, String file, String mediaType) {
    byte[] content = read(file);
    router.open(
        "GET",
        path,
        request ->
            Reply.of(200, mediaType, content)
                .with("content-security-policy", POLICY)
                .with("cache-control", "no-cache"));
  }

  private static byte[] read(String file) {
    try (InputStream in = Page.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
