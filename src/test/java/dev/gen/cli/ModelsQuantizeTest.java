package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.ImageFiles;
import dev.gen.onnx.Processor;
import dev.gen.testing.CommandLineRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsQuantizeTest {

  @TempDir Path folder;

  @BeforeEach
  void onlyWhereItPays() {
    Assumptions.assumeTrue(Processor.multipliesBytes(Processor.features()), Processor.features());
  }

  @Test
  void reportsHowAlikePicturesAreAndShowsThem() {
    Path sheet = folder.resolve("sheet.png");
    CommandLineRun run =
        gen(
            "models",
            "quantize",
            "storybook",
            "--report",
            "--steps",
            "2",
            "--prompt",
            "a cat",
            "-o",
            sheet.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(1)).matches("\\d\\d\\.\\d dB  0\\.\\d{4}  a cat");
    assertThat(Double.parseDouble(lines.get(1).substring(0, 4))).isBetween(20.0, 60.0);
    assertThat(lines.get(2)).startsWith("worst ").contains(", median ");
    assertThat(lines.get(3)).isEqualTo(sheet.toString());
    assertThat(ImageFiles.read(sheet).width()).isGreaterThan(2 * 256);
  }

  @Test
  void refusesStepsOfNone() {
    CommandLineRun run = gen("models", "quantize", "storybook", "--steps", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--steps is 0, expected 1 to 1000");
  }

  @Test
  void whatIsNotDrawnInBytesIsRefused() {
    CommandLineRun run = gen("a cat", "--precision", "int4", "-o", folder + "/cat.png");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--precision");
  }
}
