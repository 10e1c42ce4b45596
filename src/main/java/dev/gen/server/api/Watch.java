package dev.gen.server.api;

import dev.gen.server.desk.Desk;
import dev.gen.server.http.Reply;
import dev.gen.server.http.Request;
import dev.gen.server.http.Router;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What watchers of servers ask for: whether it lives, and its figures.
 *
 * @param desk whose jobs are told
 * @param registry with the figures
 */
public record Watch(Desk desk, PrometheusRegistry registry) {

  /** Adds the routes. */
  public void addTo(Router router) {
    router.open("GET", "/healthz", this::health).at("GET", "/metrics", this::metrics);
  }

  private Reply health(Request request) {
    return Reply.json(
        Bodies.empty()
            .put("status", "ok")
            .put("waiting", desk.waitingCount())
            .put("running", desk.running().size()));
  }

  private Reply metrics(Request request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new PrometheusTextFormatWriter(false).write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Reply.of(200, PrometheusTextFormatWriter.CONTENT_TYPE, out.toByteArray());
  }
}
