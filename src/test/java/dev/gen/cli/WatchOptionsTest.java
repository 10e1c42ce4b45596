package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.ImageFiles;
import dev.gen.testing.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchOptionsTest {

  @TempDir Path folder;

  private CommandLineRun draw(String... more) {
    String[] args = new String[more.length + 5];
    System.arraycopy(new String[] {"a", "cat", "--steps=3", "-o", path("cat.png")}, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    return Commands.tiny(args);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void rewritesAPreviewThatIsAPixelACell() throws IOException {
    Files.writeString(folder.resolve("small.png"), "something older");

    CommandLineRun run = draw("--preview", path("small.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(path("cat.png") + System.lineSeparator());
    int side = ImageFiles.read(folder.resolve("cat.png")).width();
    assertThat(ImageFiles.read(folder.resolve("small.png")).width()).isLessThan(side);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("cat.png", "small.png");
  }

  @Test
  void goesOnWithOneWarningWhereThePreviewCannotBeWritten() {
    CommandLineRun run = draw("--count=2", "--preview", path("nowhere/small.png"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines().filter(line -> line.contains("preview")))
        .singleElement()
        .asString()
        .startsWith("gen: warning: there will be no preview: cannot write ")
        .contains("there is no folder");
    assertThat(folder.resolve("cat-2.png")).exists();
  }

  @Test
  void writesAnAnimationForEachPicture() throws IOException {
    CommandLineRun run = draw("--count=2", "--animate", path("way.gif"), "--animate-frames", "4");

    assertThat(run.exitCode()).as(run.err()).isZero();
    for (int i = 1; i <= 2; i++) {
      var reader = ImageIO.getImageReadersByFormatName("gif").next();
      try (var in = ImageIO.createImageInputStream(folder.resolve("way-" + i + ".gif").toFile())) {
        reader.setInput(in);
        assertThat(reader.getNumImages(true)).isEqualTo(4);
      }
    }
  }

  @Test
  void endsAnAnimatedPngWithTheVeryPicture() {
    CommandLineRun run = draw("--animate", path("way.png"), "--animate-frames", "2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(ImageFiles.read(folder.resolve("way.png")).rgb())
        .isEqualTo(ImageFiles.read(folder.resolve("cat.png")).rgb());
  }

  @Test
  void keepsAnAnimationThatIsThereUnlessForced() throws IOException {
    Path way = Files.writeString(folder.resolve("way.gif"), "mine");

    CommandLineRun run = draw("--animate", way.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(run.err()).contains("there is such a file already");
    assertThat(way).hasContent("mine");
    assertThat(folder.resolve("cat.png")).doesNotExist();
    assertThat(draw("--force", "--animate", way.toString()).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"preview, cat.png", "animate, cat.png", "animate, ./cat.png"})
  void refusesToWriteOverThePictureItself(String option, String name) {
    CommandLineRun run = draw("--force", "--" + option, folder + "/" + name);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("gen: --" + option + " is ", "where a picture itself goes");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "--animate=way.webp, '--animate is \"way.webp\", expected a name that ends in .gif or .png'",
    "--preview=small, '--preview is \"small\", expected a name that ends in one of .png'",
    "--animate=way.gif --animate-frames=1, '--animate-frames is 1, expected 2 to 200'",
    "--animate=way.gif --animate-frames=201, '--animate-frames is 201, expected 2 to 200'"
  })
  void refusesWhatCannotBe(String options, String message) {
    CommandLineRun run = draw(options.split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("gen: " + message);
    assertThat(folder).isEmptyDirectory();
  }
}
