package dev.gen.cli;

import static dev.gen.cli.Commands.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run says, and that it does nothing. */
class DryRunTest {

  @TempDir Path folder;

  @Test
  void saysWhatWouldBeDrawnLoadedAndWrittenAndDoesNothing() {
    Path out = folder.resolve("toy.png");
    CommandLineRun run = tiny("a toy", "--dry-run", "--seed", "7", "-o", out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("a toy", "seed 7", "unet", "model.onnx", out.toString(), "\"seed\":7")
        .doesNotContain("vae_encoder");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void afterAPictureItTellsTimeAndMemory() {
    assertThat(tiny("a toy", "--steps", "2", "-o", folder + "/a.png").exitCode()).isZero();

    assertThat(tiny("a toy", "--dry-run", "--steps", "4").out())
        .containsPattern("time +about \\d+\\.\\d s: .* a step")
        .doesNotContain("unknown: this model");
  }

  @Test
  void refusesWhatARunWouldRefuse() {
    CommandLineRun run = tiny("a toy", "--dry-run", "--width", "3");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
  }
}
