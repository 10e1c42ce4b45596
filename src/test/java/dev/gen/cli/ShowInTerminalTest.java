package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import dev.gen.testing.Pictures;
import dev.gen.testing.PseudoTerminal;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pictures shown in terminals of many kinds, each by a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
class ShowInTerminalTest {

  private static final String ASKED = "\\x1b[c";

  @TempDir Path folder;
  private String picture;

  @BeforeEach
  void writeAPicture() {
    picture = Pictures.writeDark(folder.resolve("dark.png"), 40).toString();
  }

  @Test
  void showsAPictureAsKittyTakesIt() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("60x20")
            .when(ASKED, "\\x1b_Gi=31;OK\\x1b\\\\\\x1b[6;20;10t\\x1b[?62c")
            .gen("show", picture);

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("\033_Ga=T,f=100").doesNotContain("▀", "62c");
  }

  @Test
  void asksASixelTerminalForItsColours() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("60x20")
            .when(ASKED, "\\x1b[?62;4c")
            .when("\\x1b[?1;1;0S", "\\x1b[?1;0;256S\\x1b[?62;4c")
            .gen("show", picture);

    assertThat(run.out()).contains("\033P0;1;0q\"1;1;40;40#0;2;0;0;0");
  }

  @Test
  void fitsBlocksIntoTheWindowOfATerminalThatNeverAnswers() throws Exception {
    CommandLineRun run = new PseudoTerminal("20x30").gen("show", picture);

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("\033[38;5;16;48;5;16m" + "▀".repeat(20) + "\033[0m");
    assertThat(run.out()).doesNotContain("▀".repeat(21));
  }

  @Test
  void takesNoWordOfATerminalThatLies() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("0x0")
            .with("TERM", "xterm-kitty")
            .with("TERM_PROGRAM", "iTerm.app")
            .with("COLORTERM", "truecolor")
            .when(ASKED, "\\x1b_Gi=31;ENOENT\\x1b\\\\\\x1b[6;0;99999t rubbish \\x1b[?1;2c")
            .gen("show", picture);

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("\033[38;2;0;0;0;48;2;0;0;0m" + "▀".repeat(40))
        .doesNotContain("a=T", "1337;File");
  }

  @Test
  void showsNothingOnADumbTerminal() throws Exception {
    CommandLineRun run = new PseudoTerminal("80x24").with("TERM", "dumb").gen("show", picture);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).contains("TERM is \"dumb\"").doesNotContain("\033");
  }

  @Test
  void showsAPictureBelowItsPathWhenItIsDrawn() throws Exception {
    CommandLineRun run =
        new PseudoTerminal("80x24")
            .when(ASKED, "\\x1b]1337;ReportCellSize=16;8\\x1b\\\\\\x1b[?62c")
            .gen(
                "a cat",
                "--steps=1",
                "--show",
                "-o=" + folder.resolve("cat.png"),
                "--model=" + Models.tiny());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out().indexOf("cat.png"))
        .isPositive()
        .isLessThan(run.out().indexOf("\033]1337;File=inline=1"));
  }
}
