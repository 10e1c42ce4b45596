package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import dev.gen.testing.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs in a process of their own that somebody watches, and ends. */
@Execution(ExecutionMode.CONCURRENT)
class WatchedRunTest {

  private static final String CTRL_C = "\\x03";

  @TempDir Path folder;

  private String[] draw(String... more) {
    List<String> args =
        new ArrayList<>(List.of("a cat", "--seed=7", "--threads=1", "--model=" + Models.tiny()));
    args.add("-o=" + folder.resolve("cat.png"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  /** Returns what was drawn over, line by line. */
  private static List<String> drawn(CommandLineRun run) {
    return Stream.of(run.out().split("\r\033\\[K|\n"))
        .filter(line -> line.contains("step"))
        .toList();
  }

  @Test
  void followsTheWidthOfTheWindow() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("100x24")
            .with("NO_COLOR", "1")
            .resized("steps/s", "30x24")
            .when("picture 1/2  step ", CTRL_C)
            .gen(draw("--count=2", "--steps=1000"));

    assertThat(drawn(run)).anyMatch(line -> line.startsWith("tiny  picture 1/2  step "));
    assertThat(drawn(run).get(drawn(run).size() - 1).length()).isLessThan(30);
    assertThat(drawn(run)).allMatch(line -> line.length() < 100);
    assertThat(run.out()).doesNotContain("\033[36m");
  }

  @Test
  void countsTheJobsOfABatchFromOneToTheLast() throws Exception {
    Path jobs = folder.resolve("jobs.txt");
    Files.writeString(jobs, "a cat\na dog\n");
    CommandLineRun run =
        new PseudoTerminal("100x24")
            .with("NO_COLOR", "1")
            .gen("batch", jobs + "", "--steps=9", "--model=" + Models.tiny(), "-o=" + folder);

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(drawn(run)).anyMatch(line -> line.contains("job 1/2  pictures 0"));
    assertThat(drawn(run)).noneMatch(line -> line.contains("job 3/2"));
  }

  @Test
  void drawsNoLineOnADumbTerminal() throws Exception {
    CommandLineRun run = new PseudoTerminal("100x24").with("TERM", "dumb").gen(draw("--steps=9"));

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).doesNotContain("\033").doesNotContain("step");
  }

  @Test
  void keepsFinishedPicturesWhenItIsInterruptedAndSaysWhereToGoOn() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("100x24")
            .when("cat-2.png", CTRL_C)
            .gen(draw("--count=500", "--steps=5"));

    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.INTERRUPTED);
    Matcher said =
        Pattern.compile(
                "gen: interrupted; (\\d+) of 500 pictures are drawn; the others are those of"
                    + " --seed (\\d+) --count (\\d+)")
            .matcher(run.out());
    assertThat(said.find()).as(run.out()).isTrue();
    int finished = Integer.parseInt(said.group(1));
    assertThat(finished).isBetween(2, 499);
    assertThat(said.group(2)).isEqualTo(Integer.toString(7 + finished));
    assertThat(said.group(3)).isEqualTo(Integer.toString(500 - finished));
    assertWholePictures();
  }

  /** A picture that was just finished may have been written before it was counted. */
  private void assertWholePictures() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(file.toString()).endsWith(".png");
        assertThat(ImageIO.read(file.toFile())).as("%s", file).isNotNull();
      }
    }
  }

  @Test
  void endsWhileNetworksAreOpenedWithTheSeedOfThePicture() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("100x24").when("seed 7", CTRL_C).gen(draw("--steps=1000"));

    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.out())
        .contains("gen: interrupted; nothing is drawn; the same picture is that of --seed 7");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void countsThePicturesOfAllVariations() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("100x24")
            .when("picture 3/12", CTRL_C)
            .gen(draw("--count=2", "--sweep=steps=100,101,102,103,104,105"));

    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.out())
        .containsPattern("gen: interrupted; [2-9] of 12 pictures are drawn; to go on, leave out");
  }

  @Test
  void endsAtOnceWhenItIsInterruptedTwice() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("100x24")
            .when("step ", CTRL_C + CTRL_C)
            .gen(draw("--steps=1000", "--count=9"));

    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void endsABatchThatIsToldToEndWithHowToGoOn() throws Exception {
    Path jobs = folder.resolve("jobs.txt");
    Files.writeString(jobs, "a cat\n".repeat(500));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gen.cli.Main",
                "batch",
                jobs.toString(),
                "-o=" + folder.resolve("out") + "/",
                "--steps=5",
                "--threads=1",
                "--model=" + Models.tiny())
            .redirectError(folder.resolve("err").toFile())
            .start();
    process.getInputStream().read(); // The first path is told.

    process.destroy();

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(Files.readString(folder.resolve("err")))
        .matches(
            "(?s).*gen: interrupted; \\d+ pictures are drawn; the same command goes on with"
                + " --resume\n");
  }
}
