package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static dev.gen.cli.Commands.genReading;
import static dev.gen.cli.Commands.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.RgbImage;
import dev.gen.record.container.PictureTexts;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import dev.gen.testing.Pictures;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenCommandTest {

  @TempDir Path folder;

  private RgbImage draw(String name, String... more) {
    Path file = folder.resolve(name);
    String[] args = Arrays.copyOf(more, more.length + 3);
    args[more.length] = "a red cat";
    args[more.length + 1] = "-o";
    args[more.length + 2] = file.toString();
    CommandLineRun run = tiny(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(file + System.lineSeparator());
    return Pictures.read(file);
  }

  @Test
  void writesThePathAloneToStandardOutput() {
    RgbImage image = draw("out.png", "--seed", "7");

    assertThat(image.width()).isEqualTo(64);
    assertThat(image.height()).isEqualTo(64);
  }

  @Test
  void reportsTheSeedThatItDrewByLot() {
    CommandLineRun run = tiny("a cat", "-o", folder.resolve("out.png").toString());

    assertThat(run.err()).containsPattern("^seed \\d+");
  }

  @Test
  void drawsTheSamePictureForTheSameSeed() {
    assertThat(draw("one.png", "--seed", "7"))
        .usingRecursiveComparison()
        .isEqualTo(draw("two.png", "--seed", "7"));
  }

  @Test
  void takesTheSeedsThatItReports() {
    String largest = "18446744073709551615";
    CommandLineRun run = tiny("a red cat", "-o", folder.toString(), "--seed", largest);

    assertThat(run.err()).startsWith("seed " + largest);
    assertThat(Pictures.read(Path.of(run.out().strip())))
        .usingRecursiveComparison()
        .isEqualTo(draw("minus.png", "--seed", "-1"));
  }

  @Test
  void drawsTheSamePictureWhateverTheThreads() {
    assertThat(draw("one.png", "--seed", "7", "--threads", "1"))
        .usingRecursiveComparison()
        .isEqualTo(draw("two.png", "--seed", "7", "--threads", "3"));
  }

  @Test
  void drawsOtherPicturesForOtherWords() {
    RgbImage plain = draw("plain.png", "--seed", "7");

    assertThat(draw("seed.png", "--seed", "8")).usingRecursiveComparison().isNotEqualTo(plain);
    assertThat(draw("steps.png", "--seed", "7", "--steps", "9"))
        .usingRecursiveComparison()
        .isNotEqualTo(plain);
    assertThat(draw("scale.png", "--seed", "7", "--guidance-scale", "5"))
        .usingRecursiveComparison()
        .isNotEqualTo(plain);
    assertThat(draw("negative.png", "--seed", "7", "-n", "dog"))
        .usingRecursiveComparison()
        .isNotEqualTo(plain);
    assertThat(draw("sampler.png", "--seed", "7", "--sampler", "euler"))
        .usingRecursiveComparison()
        .isNotEqualTo(plain);
    assertThat(draw("rng.png", "--seed", "7", "--rng", "numpy"))
        .usingRecursiveComparison()
        .isNotEqualTo(plain);
  }

  @Test
  void drawsTheSizeThatIsAskedFor() {
    RgbImage image = draw("out.png", "--width", "96", "--height", "32");

    assertThat(image.width()).isEqualTo(96);
    assertThat(image.height()).isEqualTo(32);
  }

  @Test
  void drawsEachPictureOfABatchAsItsSeedAloneWould() {
    CommandLineRun run =
        tiny("a red cat", "--count", "3", "--seed", "5", "-o", folder + "/cat.png");

    assertThat(run.out().lines())
        .containsExactly(folder + "/cat-1.png", folder + "/cat-2.png", folder + "/cat-3.png");
    for (int i = 0; i < 3; i++) {
      RgbImage single = draw("single" + i + ".png", "--seed", "" + (5 + i));
      assertThat(Pictures.read(folder.resolve("cat-" + (i + 1) + ".png")))
          .usingRecursiveComparison()
          .isEqualTo(single);
    }
  }

  @Test
  void joinsTheWordsOfAPromptAndReadsStandardInput() {
    Path joined = folder.resolve("joined.png");
    Path read = folder.resolve("read.png");
    String model = Models.tiny().toString();
    gen("a", "red", "cat", "--seed", "7", "--model", model, "-o", joined.toString());
    genReading("a red cat\n", "-", "--seed", "7", "--model", model, "-o", read.toString());

    assertThat(Pictures.read(joined))
        .usingRecursiveComparison()
        .isEqualTo(draw("one.png", "--seed", "7"));
    assertThat(Pictures.read(read)).usingRecursiveComparison().isEqualTo(Pictures.read(joined));
  }

  @Test
  void namesTheFileAfterPromptAndSeedAndReplacesNone() {
    String first = tiny("A red, RED cat!", "--seed", "7", "-o", folder.toString()).out().strip();
    String second = tiny("A red, RED cat!", "--seed", "7", "-o", folder.toString()).out().strip();

    assertThat(first).endsWith("a-red-red-cat-7.png");
    assertThat(second).endsWith("a-red-red-cat-7-2.png");
  }

  @Test
  void storesTheParametersInThePicture() {
    draw("out.png", "--seed", "7", "-n", "dog", "--steps", "4");

    assertThat(PictureTexts.read(folder.resolve("out.png")).byKeyword())
        .hasEntrySatisfying(
            "parameters",
            text ->
                assertThat(text)
                    .startsWith("a red cat\nNegative prompt: dog\nSteps: 4, Sampler: DDIM")
                    .contains("CFG scale: 2, Seed: 7, Size: 64x64"))
        .hasEntrySatisfying(
            "gen",
            json ->
                assertThat(json).contains("\"prompt\":\"a red cat\"", "\"seed\":7", "\"steps\":4"));
  }

  @Test
  void warnsOfWordsThatTheModelHasNeverSeen() {
    CommandLineRun run = tiny("a red xylophone", "-o", folder.resolve("out.png").toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("warning", "xylophone", "gen models show");
  }

  @Test
  void warnsOfTextThatDoesNotFitThePrompt() {
    String prompt = "red ".repeat(30) + "the end";
    CommandLineRun run =
        tiny(prompt, "--no-prompt-weights", "-o", folder.resolve("out.png").toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("warning", "the end");
  }

  @Test
  void tellsItsVersionAndItsOptions() {
    assertThat(gen("--version").out()).startsWith("gen ");
    assertThat(gen("--help").out()).contains("--guidance-scale", "--seed", "Exit codes");
    assertThat(gen("samplers").out()).contains("euler_a", "ddim");
    assertThat(gen("models").out()).contains("storybook");
  }
}
