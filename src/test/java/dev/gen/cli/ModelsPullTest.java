package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gen.files.Fingerprints;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model comes from a hub, is drawn with by its name, read again and removed, by whole runs. */
class ModelsPullTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;
  private HttpServer hub;

  @BeforeEach
  void serveTheTinyModel() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String resolved = "/owner/name/resolve/" + COMMIT + "/";
    hub.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body =
                path.startsWith("/api/")
                    ? listing().getBytes(StandardCharsets.UTF_8)
                    : Files.readAllBytes(Models.tiny().resolve(path.substring(resolved.length())));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    hub.start();
  }

  private String listing() throws IOException {
    try (Stream<Path> files = Files.walk(Models.tiny())) {
      return files
          .filter(Files::isRegularFile)
          .map(this::entry)
          .collect(Collectors.joining(",", "{\"sha\":\"" + COMMIT + "\",\"siblings\":[", "]}"));
    }
  }

  private String entry(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return "{\"rfilename\":\"%s\",\"lfs\":{\"size\":%d,\"sha256\":\"%s\"}}"
          .formatted(Models.tiny().relativize(file), bytes.length, Fingerprints.sha256(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    hub.stop(0);
  }

  private CommandLineRun gen(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dgen.home=" + folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    String address = "http://127.0.0.1:" + hub.getAddress().getPort();
    builder
        .environment()
        .putAll(Map.of("HF_ENDPOINT", address, "HF_HOME", folder.resolve("hf").toString()));
    builder.environment().remove("HF_HUB_CACHE");
    Process process = builder.redirectError(folder.resolve("err").toFile()).start();
    String out = text(process.getInputStream());
    int exitCode = process.waitFor();
    return new CommandLineRun(exitCode, out, Files.readString(folder.resolve("err")));
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private String run(String... args) throws Exception {
    CommandLineRun run = gen(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out() + run.err();
  }

  @Test
  void isPulledListedDrawnWithVerifiedAndRemoved() throws Exception {
    Path model = folder.resolve("hf/hub/models--owner--name");

    assertThat(run("models", "pull", "owner/name")).contains(model + "/snapshots/" + COMMIT);
    assertThat(run("models", "list")).contains("owner/name");
    run("a cat", "--model", "owner/name@main", "--steps", "1", "-o", folder + "/cat.png");

    Path unet = model.resolve("snapshots").resolve(COMMIT).resolve("unet/model.onnx");
    Files.write(unet.toRealPath(), new byte[7]);
    CommandLineRun damaged = gen("models", "verify", "owner/name");
    assertThat(damaged.exitCode()).isEqualTo(3);
    assertThat(damaged.err()).contains("is damaged; delete it and pull again").hasLineCount(1);

    run("models", "remove", "owner/name");
    assertThat(model).doesNotExist();
  }
}
