package dev.gen.server;

import dev.gen.files.Fingerprints;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.server.desk.Limits;
import dev.gen.server.http.HttpSettings;
import dev.gen.studio.Studio;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server that draws with the models of a folder.
 *
 * @param studio of its own
 * @param server that listens on a free port
 */
record TestServer(Studio studio, PictureServer server) implements AutoCloseable {

  static TestServer open(Path models, HttpSettings settings, Limits limits, Path cache) {
    ModelLocator locator = new ModelLocator(List.of(models));
    SessionPool pool = SessionPool.keeping(SessionSettings.ofAllProcessors(), 1 << 30);
    Studio studio = Studio.open(locator, pool, new Fingerprints(cache.resolve("sha256")));
    return new TestServer(studio, PictureServer.open(settings, limits, studio, locator));
  }

  /** Says what a server is like that a person starts on this machine. */
  static HttpSettings settings(Optional<String> token) {
    return new HttpSettings("127.0.0.1", 0, token, List.of(), List.of(), 1 << 24, 64, 60);
  }

  String url() {
    return "http://127.0.0.1:" + server.address().getPort();
  }

  @Override
  public void close() {
    server.close();
    studio.close();
  }
}
