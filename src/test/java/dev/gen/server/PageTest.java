package dev.gen.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gen.server.desk.Limits;
import dev.gen.testing.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 1000, 4, 3600, 8, 1, 1 << 24);
  private static final String WORLD =
      """
      {"subjects": {"cat": ["cat"], "dog": ["dog"]}, "colors": {"red": ["red"], "blue": ["blue"]},
       "habits": {"subjects": {"dog": {"colors": {"red": 1, "blue": 1}}}}}
      """;

  @TempDir Path folder;

  @Test
  void isUsedInARealBrowser() throws Exception {
    NodeScripts.require();
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name -> NodeScripts.program(name).stream())
            .findFirst();
    assumeTrue(chromium.isPresent(), "chromium is not installed");
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.writeString(Models.copyOfTiny(models).resolve("world.json"), WORLD);
    try (TestServer open = server(models, Optional.empty());
        TestServer closed = server(models, Optional.of(TOKEN))) {
      NodeScripts.run("page.mjs", open.url(), closed.url(), TOKEN, chromium.get().toString());
    }
  }

  private TestServer server(Path models, Optional<String> token) {
    return TestServer.open(models, TestServer.settings(token), LIMITS, folder);
  }
}
