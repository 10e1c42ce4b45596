package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Golden;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and files that do not fit the kind of model. */
class FamilyMismatchTest {

  @TempDir Path folder;

  private CommandLineRun draw(Path model, String... more) {
    String[] args = Arrays.copyOf(more, more.length + 5);
    args[more.length] = "a cat";
    args[more.length + 1] = "--model";
    args[more.length + 2] = model.toString();
    args[more.length + 3] = "-o";
    args[more.length + 4] = folder.resolve("out.png").toString();
    return gen(args);
  }

  @Test
  void saysWhatEachFamilyWantsOfADenoiserThatFitsNone() throws IOException {
    Path model = Models.copyOfTiny(folder);
    Files.delete(model.resolve("unet/model.onnx"));
    Files.copy(Models.resource("onnx/twice_float.onnx"), model.resolve("unet/model.onnx"));

    CommandLineRun run = draw(model);

    assertThat(run.exitCode()).isEqualTo(ExitCode.MODEL);
    assertThat(run.err())
        .contains("has the inputs [x]", "Stable Diffusion wants", "Stable Diffusion XL wants");
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  @Tag("golden")
  void asksForAMaskForAnInpaintingModel() {
    CommandLineRun run = draw(Golden.path("tiny_pipelines/sd15-inpaint-tiny"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("is an inpainting model", "--init-image", "a mask");
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  @Tag("golden")
  void warnsOfASamplerThatDoesNotDriveAConsistencyModelWell() {
    CommandLineRun run =
        draw(Golden.path("tiny_pipelines/lcm-tiny"), "--sampler", "euler", "--steps", "2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("warning", "consistency model", "the sampler lcm");
  }

  @Test
  @Tag("golden")
  void refusesASizeThatAnExportCannotMake() {
    CommandLineRun run = draw(Golden.path("tiny_pipelines/sd15-tiny"), "--width", "72");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--width 72", "multiples of 64", "try 64 or 128");
  }
}
