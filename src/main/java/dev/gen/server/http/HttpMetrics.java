package dev.gen.server.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts requests, by what was asked for and how it was answered. */
public final class HttpMetrics {

  private final Counter requests;

  /** Counts in a registry. */
  public HttpMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("gen_http_requests_total")
            .help("Requests answered.")
            .labelNames("path", "status")
            .register(registry);
  }

  void answered(String path, int status) {
    requests.labelValues(path, Integer.toString(status)).inc();
  }
}
