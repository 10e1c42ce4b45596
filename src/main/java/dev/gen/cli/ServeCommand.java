package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.JobJson;
import dev.gen.server.PictureServer;
import dev.gen.server.desk.Limits;
import dev.gen.server.desk.Ticket;
import dev.gen.server.http.HttpSettings;
import dev.gen.studio.Studio;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gen serve}: draws for others, over HTTP. */
@Command(
    name = "gen serve",
    description = {
      "Draws for others over HTTP and keeps models warm, until it is told to end. docs/server.md",
      "says what can be asked."
    })
final class ServeCommand extends BaseCommand {

  private static final String VARIABLE = "GEN_TOKEN";
  private static final int SHORTEST_TOKEN = 16;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Where to listen (default: ${DEFAULT-VALUE}). Any other needs a token.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = 7860;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token that requests must have (default: $GEN_TOKEN).")
  private Path tokenFile;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description = "A page that may call, such as https://example.org; several are possible.")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "A name by which the server may be called; several are possible.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Pixels of a picture at most (default: ${DEFAULT-VALUE}).")
  private int maxPixels = Limits.USUAL.maxPixels();

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      description = "Steps of a picture at most (default: ${DEFAULT-VALUE}).")
  private int maxSteps = Limits.USUAL.maxSteps();

  @Option(
      names = "--max-count",
      paramLabel = "N",
      description = "Pictures of a job at most (default: ${DEFAULT-VALUE}).")
  private int maxCount = Limits.USUAL.maxCount();

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      description = "Seconds that a job may be drawn for (default: ${DEFAULT-VALUE}).")
  private int maxSeconds = Limits.USUAL.maxSeconds();

  @Option(
      names = "--max-body",
      paramLabel = "MIB",
      description = "Mebibytes of a request at most (default: ${DEFAULT-VALUE}).")
  private int maxBody = 32;

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "Jobs that may wait; more are told to come later (default: ${DEFAULT-VALUE}).")
  private int queue = Limits.USUAL.queue();

  @Option(
      names = "--models-at-once",
      paramLabel = "N",
      description = "Models that may draw at the same time (default: ${DEFAULT-VALUE}).")
  private int modelsAtOnce = Limits.USUAL.modelsAtOnce();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "Time to finish what is drawn when told to end (default: ${DEFAULT-VALUE}).")
  private int grace = 30;

  @Mixin private final StudioOptions studio = new StudioOptions();

  ServeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    HttpSettings settings = settings();
    Limits limits = limits();
    try (Studio open = studio.openForMany();
        PictureServer server =
            PictureServer.open(settings, limits, open, StudioOptions.locator())) {
      CountDownLatch told = new CountDownLatch(1);
      EndSignals.answer(told::countDown);
      terminal().out().println("http://" + shown(server.address()));
      terminal().out().flush();
      told.await();
      end(server);
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private void end(PictureServer server) {
    terminal().err().println("gen: ending; what is being drawn has " + grace + " s to finish");
    List<Ticket> undone = server.drain(Duration.ofSeconds(grace));
    for (Ticket ticket : undone) {
      terminal()
          .err()
          .printf(
              "gen: not done: %s %s%n",
              ticket.id(), JobJson.write(ticket.job().only(List.of(Field.PROMPT, Field.SEED))));
    }
    terminal().err().println("gen: ended; " + undone.size() + " jobs were not done");
  }

  private static String shown(InetSocketAddress address) {
    String name = address.getAddress().getHostAddress();
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort();
  }

  private HttpSettings settings() {
    requireRange("port", port, 0, 65_535);
    requireRange("max_body", maxBody, 1, 1024);
    requireRange("grace", grace, 0, 3600);
    Optional<String> token = token();
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new InvalidRequestException("host", "is " + host + ", which has no address");
    }
    if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
      throw new InvalidRequestException(
          "host",
          "is "
              + host
              + ", which others can reach, so a token is needed; put one into $GEN_TOKEN or a file"
              + " for --token-file");
    }
    return new HttpSettings(host, port, token, origins, hosts, maxBody << 20, 256, 60);
  }

  private Limits limits() {
    requireRange("max_pixels", maxPixels, 1, 1 << 28);
    requireRange("max_steps", maxSteps, 1, 1000);
    requireRange("max_count", maxCount, 1, 1000);
    requireRange("max_seconds", maxSeconds, 1, 1_000_000);
    requireRange("queue", queue, 1, 100_000);
    requireRange("models_at_once", modelsAtOnce, 1, 64);
    Limits usual = Limits.USUAL;
    return new Limits(
        maxPixels,
        usual.maxInputPixels(),
        maxSteps,
        maxCount,
        maxSeconds,
        queue,
        modelsAtOnce,
        usual.keptBytes());
  }

  private static void requireRange(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new InvalidRequestException(
          option, "is %d, expected %d to %d".formatted(value, min, max));
    }
  }

  private Optional<String> token() {
    Optional<String> token =
        tokenFile == null ? Optional.ofNullable(System.getenv(VARIABLE)) : Optional.of(read());
    Optional<String> bare = token.map(String::strip).filter(t -> !t.isEmpty());
    if (bare.isPresent() && bare.get().length() < SHORTEST_TOKEN
        || token.isPresent() && bare.isEmpty()) {
      throw new InvalidRequestException(
          "the token has %d characters, expected %d or more; one is made by: openssl rand -hex 16"
              .formatted(bare.map(String::length).orElse(0), SHORTEST_TOKEN));
    }
    return bare;
  }

  private String read() {
    try {
      return Files.readString(tokenFile, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidRequestException("token_file", "cannot be read: " + e.getMessage());
    }
  }
}
