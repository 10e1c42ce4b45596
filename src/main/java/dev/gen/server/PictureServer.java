package dev.gen.server;

import dev.gen.model.ModelLocator;
import dev.gen.server.api.Jobs;
import dev.gen.server.api.Models;
import dev.gen.server.api.OpenAi;
import dev.gen.server.api.Page;
import dev.gen.server.api.Watch;
import dev.gen.server.api.WebUi;
import dev.gen.server.desk.Catalog;
import dev.gen.server.desk.Desk;
import dev.gen.server.desk.Limits;
import dev.gen.server.desk.Ticket;
import dev.gen.server.http.HttpFront;
import dev.gen.server.http.HttpMetrics;
import dev.gen.server.http.HttpSettings;
import dev.gen.server.http.Router;
import dev.gen.studio.Studio;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Draws what clients ask for over HTTP, until it is closed. Thread-safe. */
public final class PictureServer implements AutoCloseable {

  /** How long the last steps and replies may take once the time is over. */
  private static final int LAST_REPLIES_SECONDS = 5;

  private final Desk desk;
  private final HttpFront front;

  private PictureServer(Desk desk, HttpFront front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * Begins to listen.
   *
   * @param settings of where, and for whom
   * @param limits of what may be asked for
   * @param studio draws; closed by whoever opened it, after the server
   * @param models that clients may name
   * @throws dev.gen.error.InvalidRequestException if the address cannot be listened on
   */
  public static PictureServer open(
      HttpSettings settings, Limits limits, Studio studio, ModelLocator models) {
    PrometheusRegistry registry = new PrometheusRegistry();
    Catalog catalog = new Catalog(models);
    Desk desk = new Desk(studio, catalog, limits, registry);
    Router router = new Router();
    new Watch(desk, registry).addTo(router);
    new Jobs(desk).addTo(router);
    new Models(desk, catalog).addTo(router);
    new OpenAi(desk, catalog).addTo(router);
    new WebUi(desk, catalog).addTo(router);
    new Page().addTo(router);
    HttpMetrics metrics = new HttpMetrics(registry);
    return new PictureServer(desk, HttpFront.open(settings, router, metrics));
  }

  /** Returns where it listens. */
  public InetSocketAddress address() {
    return front.address();
  }

  /**
   * Takes no more jobs, and gives the pictures that are being drawn so much time.
   *
   * @return the jobs that were not done
   */
  public List<Ticket> drain(Duration grace) {
    front.stopListening();
    List<Ticket> undone = desk.drain(grace);
    front.awaitReplies(LAST_REPLIES_SECONDS);
    return undone;
  }

  @Override
  public void close() {
    front.close();
    desk.close();
  }
}
