package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Pictures;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {

  @TempDir Path folder;
  private String picture;

  @BeforeEach
  void writeAPicture() {
    picture = Pictures.writeDark(folder.resolve("dark.png"), 40).toString();
  }

  @Test
  void printsBlocksWhereNoTerminalIs() {
    CommandLineRun run = Commands.gen("show", picture);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("▀".repeat(40)).hasLineCount(20);
  }

  @Test
  void printsTheFormThatIsAskedFor() {
    assertThat(Commands.gen("show", picture, "--as", "sixel").out()).startsWith("\033P0;1;0q");
    assertThat(Commands.gen("show", picture, "--as", "holograms").err())
        .contains("holograms", "KITTY");
  }

  @Test
  void refusesWhatIsNoPicture() {
    CommandLineRun run = Commands.gen("show", folder.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("the picture " + folder + " is no file");
  }

  @Test
  void drawsWithOneWarningWhereNothingCanBeShown() {
    CommandLineRun run =
        Commands.tiny("a cat", "--steps=1", "--count=2", "--show", "-o", folder + "/cat.png");

    // Run by hand in a terminal, the pictures are shown there.
    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines().filter(line -> line.contains("no picture is shown")).count())
        .isLessThanOrEqualTo(1);
    assertThat(folder.resolve("cat-2.png")).exists();
  }
}
