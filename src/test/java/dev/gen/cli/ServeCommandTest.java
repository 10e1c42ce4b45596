package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gen serve} refuses, and how it ends. */
class ServeCommandTest {

  private static final String JOB =
      "{\"model\":\"tiny\",\"prompt\":\"a cat\",\"seed\":7,\"sampler\":\"euler\",\"steps\":%d,"
          + "\"width\":128,\"height\":128,\"count\":%d}";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;
  private String url;

  private static void assertRefused(String message, String... options) {
    List<String> all = new ArrayList<>(List.of("serve"));
    all.addAll(List.of(options));
    CommandLineRun run = gen(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("gen: ").contains(message).hasLineCount(1);
  }

  @Test
  void refusesValuesOutOfRange() {
    assertRefused("--port is 65536, expected 0 to 65535", "--port", "65536");
    assertRefused("--max-body is 0, expected 1 to 1024", "--max-body", "0");
    assertRefused("--grace is -1, expected 0 to 3600", "--grace", "-1");
    assertRefused("--max-pixels is 0, expected 1 to ", "--max-pixels", "0");
    assertRefused("--max-steps is 1001, expected 1 to 1000", "--max-steps", "1001");
    assertRefused("--max-count is 0, expected 1 to 1000", "--max-count", "0");
    assertRefused("--max-seconds is 0, expected 1 to ", "--max-seconds", "0");
    assertRefused("--queue is 0, expected 1 to 100000", "--queue", "0");
    assertRefused("--models-at-once is 65, expected 1 to 64", "--models-at-once", "65");
  }

  @Test
  void refusesToBeReachedByOthersWithoutAToken() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "short\n");

    assertRefused("so a token is needed", "--host", "0.0.0.0");
    assertRefused("has 5 characters, expected 16", "--token-file", token.toString());
    assertRefused("--token-file cannot be read", "--token-file", folder.resolve("no").toString());
  }

  @Test
  void refusesAnAddressThatItCannotListenOn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused("cannot be listened on", "--port", port);
    }
    assertRefused("--host is nobody.invalid, which has no address", "--host", "nobody.invalid");
  }

  private void start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Dgen.home=" + folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--port", "0", "--max-steps", "1000"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GEN_MODELS", Models.tiny().getParent().toString());
    process = builder.redirectError(folder.resolve("err").toFile()).start();
    BufferedReader out = process.inputReader();
    url = out.readLine();
    assertThat(url).as(Files.readString(folder.resolve("err"))).startsWith("http://127.0.0.1:");
  }

  @AfterEach
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private CompletableFuture<HttpResponse<String>> post(String path, String body) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(url + path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private void awaitRunning() throws Exception {
    HttpRequest asked = HttpRequest.newBuilder(URI.create(url + "/healthz")).build();
    for (int i = 0; i < 6000; i++) {
      if (client.send(asked, BodyHandlers.ofString()).body().contains("\"running\":1")) {
        return;
      }
      Thread.sleep(10);
    }
    assertThat(process.isAlive()).as("nothing runs").isFalse();
  }

  private String ended() throws Exception {
    process.destroy();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
  }

  @Test
  void toldToEndItFinishesWhatIsDrawnAndNamesWhatWaits() throws Exception {
    start("--grace", "100");
    CompletableFuture<HttpResponse<String>> drawn =
        post("/v1/images/generations", JOB.formatted(500, 1));
    awaitRunning();
    String waits = post("/jobs", JOB.formatted(3, 2)).get().body();

    String said = ended();

    assertThat(drawn.get().statusCode()).as(drawn.get().body()).isEqualTo(200);
    assertThat(drawn.get().body()).contains("/pictures/");
    assertThat(said).contains("gen: ending; what is being drawn has 100 s to finish");
    assertThat(said)
        .contains("gen: not done: " + waits.substring(7, 39) + " {\"prompt\":\"a cat\"");
    assertThat(said).contains("gen: ended; 1 jobs were not done");
  }

  @Test
  void toldToEndItGivesUpAfterTheGraceTime() throws Exception {
    start("--grace", "0");
    CompletableFuture<HttpResponse<String>> drawn =
        post("/v1/images/generations", JOB.formatted(1000, 8));
    awaitRunning();

    String said = ended();

    assertThat(said).contains("gen: not done: ", "gen: ended; 1 jobs were not done");
    assertThat(drawn.get().statusCode()).isEqualTo(503);
  }
}
