package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gen.testing.Models;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
class MainTest {

  @TempDir Path folder;

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    command.addAll(List.of("--model", Models.tiny().toString(), "-o", folder + "/out.png"));
    return new ProcessBuilder(command).start();
  }

  @Test
  void drawsAPicture() throws Exception {
    Process process = start("a red cat", "--seed", "7");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(new String(process.getInputStream().readAllBytes()).strip())
        .isEqualTo(folder + "/out.png");
    assertThat(new String(process.getErrorStream().readAllBytes())).isEqualTo("seed 7\n");
  }

  @Test
  void leavesNothingBehindWhenItIsInterrupted() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "Windows has no SIGINT");
    Process process = start("a red cat", "--seed", "7", "--steps", "1000", "--count", "1000");
    BufferedReader errors = process.errorReader();
    assertThat(errors.readLine()).isEqualTo("seed 7");

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(errors.readLine()).startsWith("gen: interrupted");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
