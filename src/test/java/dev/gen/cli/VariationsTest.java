package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.ImageFiles;
import dev.gen.image.RgbImage;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariationsTest {

  @TempDir Path folder;

  private CommandLineRun draw(String... args) {
    List<String> all = new ArrayList<>(List.of("a", "red", "cat", "--seed", "7", "-q"));
    all.addAll(List.of(args));
    return Commands.tiny(all.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return List.copyOf(
          new TreeSet<>(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> folder.relativize(file).toString())
                  .toList()));
    }
  }

  private RgbImage picture(String name) {
    return ImageFiles.read(folder.resolve(name));
  }

  @Test
  void drawsEveryCombinationOfSweepsAndPutsThemOnASheet() throws IOException {
    CommandLineRun run =
        draw(
            "--sweep",
            "steps=1,2,3",
            "--sweep",
            "guidance-scale=1..2",
            "-o",
            at("s.png"),
            "--grid",
            at("sheet.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(files())
        .containsExactly(
            "s-1.png", "s-2.png", "s-3.png", "s-4.png", "s-5.png", "s-6.png", "sheet.png");
    assertThat(run.out().lines()).hasSize(7).last().isEqualTo(at("sheet.png"));
    assertThat(run.err()).contains("steps 2, guidance-scale 2");
    draw("--steps", "2", "--guidance-scale", "2", "-o", at("alone.png"));
    assertThat(picture("s-4.png")).satisfies(same -> assertSame(same, picture("alone.png")));
    RgbImage sheet = picture("sheet.png");
    assertThat(sheet.width()).isGreaterThan(3 * 64 + 90);
    assertThat(holds(sheet, picture("s-4.png"))).isTrue();
    assertThat(holds(sheet, picture("s-6.png"))).isTrue();
  }

  private static void assertSame(RgbImage a, RgbImage b) {
    assertThat(a.rgb()).isEqualTo(b.rgb());
  }

  /** Looks for a picture within another, pixel for pixel. */
  private static boolean holds(RgbImage sheet, RgbImage part) {
    for (int y = 0; y <= sheet.height() - part.height(); y++) {
      for (int x = 0; x <= sheet.width() - part.width(); x++) {
        if (isAt(sheet, part, x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(RgbImage sheet, RgbImage part, int left, int top) {
    for (int i = 0; i < part.width() * part.height(); i++) {
      int x = i % part.width();
      int y = i / part.width();
      if (sheet.at(left + x, top + y, 0) != part.at(x, y, 0)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void namesPicturesOfASweepAfterWhatIsSwept() throws IOException {
    draw("--sweep", "prompt:red=blue,green", "--count", "2", "-o", folder + "/");

    assertThat(files())
        .containsExactly(
            "a-blue-cat-blue-7.png",
            "a-blue-cat-blue-8.png",
            "a-blue-cat-green-7.png",
            "a-blue-cat-green-8.png");
  }

  @Test
  void takesTheNameTemplatesOfBatches() throws IOException {
    CommandLineRun run =
        draw(
            "--count",
            "2",
            "--sweep",
            "steps=1,2",
            "-o",
            at("{steps}/{seed}-{index:03}.png"),
            "--mkdir");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(files()).containsExactly("1/7-001.png", "1/8-002.png", "2/7-003.png", "2/8-004.png");
    assertThat(draw("--count", "2", "-o", at("{prompt}.png")).err())
        .contains("--output calls two pictures", "put {index} or {seed} into it");
    assertThat(draw("-o", at("{sead}.png")).err()).contains("did you mean seed?");
  }

  @Test
  void drawsEveryCombinationOfChoices() throws IOException {
    CommandLineRun run =
        Commands.tiny(
            "a {red|blue} {cat|dog}",
            "--combinatorial",
            "--seed",
            "3",
            "-q",
            "-o",
            at("{drawn_prompt}.png"),
            "--grid",
            at("sheet.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(files())
        .containsExactly(
            "a-blue-cat.png", "a-blue-dog.png", "a-red-cat.png", "a-red-dog.png", "sheet.png");
    assertThat(holds(picture("sheet.png"), picture("a-red-dog.png"))).isTrue();
  }

  @Test
  void foldsALongRowIntoASquare() {
    CommandLineRun run =
        draw("--sweep", "steps=1..7", "-o", at("{steps}.png"), "--grid", at("sheet.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    RgbImage sheet = picture("sheet.png");
    assertThat(sheet.width()).isLessThan(4 * 64 + 64);
    assertThat(holds(sheet, picture("1.png"))).isTrue();
    assertThat(holds(sheet, picture("7.png"))).isTrue();
  }

  @Test
  void makesASheetOfACount() throws IOException {
    assertThat(draw("--count", "3", "-o", at("c.png"), "--grid", at("sheet.jpg")).exitCode())
        .isZero();
    assertThat(files()).containsExactly("c-1.png", "c-2.png", "c-3.png", "sheet.jpg");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps= | --sweep is \"steps=\", which sweeps nothing",
        "stps=1,2 | did you mean steps?",
        "seed=1..10000 | these are 10000 pictures; say --yes",
        "sampler=euler,eulr | did you mean euler",
        "prompt:dog=cat | replaces \"dog\", which the prompt does not have"
      })
  void refusesASweepBeforeAnythingIsDrawn(String sweep, String problem) throws IOException {
    CommandLineRun run = draw("--sweep", sweep, "-o", at("x.png"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(problem);
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesSheetsThatCannotBeWritten() throws IOException {
    assertThat(draw("--grid", at("sheet.gif")).err())
        .contains("--grid is", "expected a name that ends in one of .png");
    Files.createFile(folder.resolve("there.png"));
    CommandLineRun run = draw("--grid", at("there.png"), "-o", at("x.png"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(files()).containsExactly("there.png");
    assertThat(draw("--sweep", "steps=1,2", "--animate", at("a.gif")).err())
        .contains("--animate shows one job");
  }

  @Test
  void printsTheJobOfEachVariation() {
    CommandLineRun run = draw("--sweep", "steps=1,2", "--print-job");

    assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.contains("\"seed\":7"));
    assertThat(run.out()).contains("\"steps\":1", "\"steps\":2");
  }

  @Test
  void writesOnePictureToAPipeAndNothingElse() throws IOException {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            Optional.of(pipe));
    String model = Models.tiny().toString();

    int exitCode = GenCommand.run(terminal, "cat", "--seed", "7", "-o", "-", "-m", model);

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).isEmpty();
    Commands.tiny("cat", "--seed", "7", "-o", at("cat.png"));
    assertThat(pipe.toByteArray()).isEqualTo(Files.readAllBytes(folder.resolve("cat.png")));
    assertThat(GenCommand.run(terminal, "cat", "--count", "2", "-o", "-", "-m", model))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--output is -, which takes one picture; these are 2");
    assertThat(draw("-o", "-").err()).contains("--output is -, but standard output is a terminal");
  }
}
