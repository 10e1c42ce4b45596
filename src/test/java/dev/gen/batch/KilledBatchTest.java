package dev.gen.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.Models;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A batch in a process of its own, killed without warning and resumed. */
@Execution(ExecutionMode.CONCURRENT)
class KilledBatchTest {

  private static final int JOBS = 60;

  @TempDir Path folder;

  @Test
  void killedAtAnyMomentLosesNothingAndDrawsNothingTwice() throws Exception {
    Path jobs = folder.resolve("jobs.jsonl");
    Files.writeString(
        jobs,
        IntStream.range(0, JOBS)
            .mapToObj(i -> "{\"prompt\": \"a cat\", \"steps\": 2, \"count\": 1}\n")
            .collect(Collectors.joining()));
    Random random = new Random(1);

    for (int kill = 0; kill < 4; kill++) {
      Process process = start(jobs);
      awaitPictures(process, pictures().size() + 1 + random.nextInt(8));
      process.destroyForcibly().waitFor();
    }
    Process last = start(jobs);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(last.exitValue()).isZero();
    assertThat(pictures()).hasSize(JOBS);
    for (Path picture : pictures()) {
      assertThat(ImageIO.read(picture.toFile())).as("%s", picture).isNotNull();
    }
    assertThat(pictures().stream().map(file -> file.getFileName().toString().substring(0, 5)))
        .as("indices")
        .doesNotHaveDuplicates();
  }

  private Process start(Path jobs) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.gen.cli.Main",
            "batch",
            jobs.toString(),
            "--resume",
            "-o",
            folder.resolve("out") + File.separator,
            "--threads",
            "1",
            "--model",
            Models.tiny().toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private void awaitPictures(Process process, int count) throws Exception {
    while (process.isAlive() && pictures().size() < count) {
      Thread.sleep(1);
    }
  }

  private List<Path> pictures() throws IOException {
    Path out = folder.resolve("out");
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      return files
          .filter(f -> f.toString().endsWith(".png") && !f.getFileName().toString().startsWith("."))
          .toList();
    }
  }
}
