package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a command and what is a prompt. */
class CommandTableTest {

  @TempDir Path folder;

  private void isDrawn(String... words) {
    String[] args = new String[words.length + 4];
    String[] end = {"--model", Models.tiny().toString(), "-o", folder + "/out.png"};
    System.arraycopy(end, 0, args, 0, 4);
    System.arraycopy(words, 0, args, 4, words.length);
    CommandLineRun run = gen(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("out.png")).exists();
    folder.resolve("out.png").toFile().delete();
  }

  @Test
  void aPromptInQuotesOrAfterTwoHyphensIsNeverACommand() {
    isDrawn("samplers in a jar");
    isDrawn("--", "samplers", "in", "a", "jar");
  }

  @Test
  void theNameOfACommandIsOneOnlyAsTheFirstWord() {
    isDrawn("toy", "models");
    isDrawn("a red house", "-n", "models");
  }

  @Test
  void wordsThatACommandDoesNotTakeGetBothReadings() {
    CommandLineRun run = gen("samplers", "in", "a", "jar");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("read as the command samplers", "gen \"samplers in a jar\"", "samplers --help");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void everyCommandHasHelpAndSaysMoreOrLess() {
    for (String command : new String[] {"samplers", "models"}) {
      assertThat(gen(command, "-h").out()).contains("--verbose", "--quiet");
      assertThat(gen(command, "-v").exitCode()).isZero();
      assertThat(gen(command, "-q").exitCode()).isZero();
    }
  }
}
