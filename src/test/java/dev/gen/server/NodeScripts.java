package dev.gen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The scripts of {@code src/test/node}, which use public packages of npm. */
final class NodeScripts {

  private static final Path FOLDER = Path.of("src/test/node");

  private NodeScripts() {}

  /** Skips a test where the packages are not installed. */
  static void require() {
    assumeTrue(program("node").isPresent(), "node is not installed");
    assumeTrue(
        Files.isDirectory(FOLDER.resolve("node_modules")),
        "the packages are not installed: npm ci --ignore-scripts in " + FOLDER);
  }

  /** Finds a program. */
  static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs a script, which ends with 0 if all is as it says. */
  static void run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
