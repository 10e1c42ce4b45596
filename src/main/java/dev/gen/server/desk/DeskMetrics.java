package dev.gen.server.desk;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Counts jobs and pictures. */
final class DeskMetrics {

  private final Counter jobs;
  private final Counter refused;
  private final Histogram seconds;

  DeskMetrics(PrometheusRegistry registry, IntSupplier waiting, IntSupplier running) {
    jobs =
        Counter.builder()
            .name("gen_jobs_total")
            .help("Jobs that ended.")
            .labelNames("state")
            .register(registry);
    refused =
        Counter.builder()
            .name("gen_jobs_refused_total")
            .help("Jobs refused because the queue was full.")
            .register(registry);
    seconds =
        Histogram.builder()
            .name("gen_picture_seconds")
            .help("Seconds that a picture took.")
            .classicOnly()
            .classicUpperBounds(0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600)
            .labelNames("model")
            .register(registry);
    gauge(registry, "gen_jobs_waiting", "Jobs that wait.", waiting);
    gauge(registry, "gen_jobs_running", "Jobs that are drawn.", running);
  }

  private static void gauge(
      PrometheusRegistry registry, String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsInt()))
        .register(registry);
  }

  void ended(Ticket ticket) {
    jobs.labelValues(ticket.state().name().toLowerCase(Locale.ROOT)).inc();
  }

  void refused() {
    refused.inc();
  }

  void drawn(String model, double took) {
    seconds.labelValues(model).observe(took);
  }
}
