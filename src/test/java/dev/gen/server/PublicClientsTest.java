package dev.gen.server;

import dev.gen.server.desk.Limits;
import dev.gen.testing.Models;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that were written for other servers find what they expect. */
class PublicClientsTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 1000, 4, 3600, 8, 1, 1 << 20);

  @TempDir Path folder;
  private TestServer open;
  private TestServer closed;

  @BeforeEach
  void open() {
    NodeScripts.require();
    open = server(Optional.empty());
    closed = server(Optional.of(TOKEN));
  }

  private TestServer server(Optional<String> token) {
    Path models = Models.tiny().getParent();
    return TestServer.open(models, TestServer.settings(token), LIMITS, folder);
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
      closed.close();
    }
  }

  @Test
  void servesThePackageOpenai() throws Exception {
    NodeScripts.run("openai.mjs", open.url(), closed.url(), TOKEN);
  }

  @Test
  void servesThePackageA1111WebuiApi() throws Exception {
    NodeScripts.run("a1111.mjs", open.url(), closed.url(), TOKEN);
  }

  @Test
  void servesThePackageNodeSdWebui() throws Exception {
    NodeScripts.run("node-sd-webui.cjs", open.url());
  }
}
