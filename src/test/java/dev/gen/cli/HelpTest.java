package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gen.cli.help.Shell;
import dev.gen.testing.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Help.Ansi;

/** What the program says about itself. */
class HelpTest {

  @TempDir Path folder;

  @Test
  void helpFitsTwoScreensAndHelpAllTellsEveryOption() {
    String usual = gen("--help").out();
    String all = gen("--help-all").out();

    assertThat(usual.lines()).hasSizeLessThanOrEqualTo(2 * 30);
    assertThat(usual).contains("--seed", "gen \"a cat\"").doesNotContain("--clip-skip");
    CommandTable.draw().options().forEach(option -> assertThat(all).contains(option.longestName()));
  }

  @Test
  void helpTellsAboutACommandOneBelowItAndAnOption() {
    assertThat(gen("help").out()).contains("gen batch").contains("gen verify");
    assertThat(gen("help", "batch").out()).contains("Usage: gen batch", "--resume");
    assertThat(gen("help", "models", "pull").out()).contains("pull");
    assertThat(gen("help", "--steps").out())
        .contains("--steps=N", "$GEN_STEPS", "gen batch")
        .isEqualTo(gen("help", "steps").out());
    assertThat(gen("help", "-n").out()).contains("--negative-prompt");
  }

  @ParameterizedTest
  @CsvSource({
    "help stesp,did you mean steps?",
    "help models pul,did you mean pull?",
    "cat --stepz 4,did you mean --steps?",
    "cat --sampler eulr,did you mean euler?",
    "cat --model storybok,did you mean storybook?",
    "completion bsh,did you mean bash?"
  })
  void aSlipIsAnsweredWithWhatWasMeant(String line, String answer) {
    CommandLineRun run = gen(line.split(" "));

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains(answer);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void aSlipOfACommandWithItsFileIsNoPrompt() throws IOException {
    Path jobs = Files.writeString(folder.resolve("jobs.txt"), "a cat\n");
    CommandLineRun run = gen("bacth", jobs.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("did you mean gen batch?");
  }

  @ParameterizedTest
  @CsvSource({",,true,true", ",,false,false", "1,,true,false", ",0,true,false"})
  void coloursAreForTerminalsWhoseUserWantsThem(
      String noColor, String cliColor, boolean terminal, boolean coloured) {
    Map<String, String> environment =
        Map.of(
            "NO_COLOR", noColor == null ? "" : noColor,
            "CLICOLOR", cliColor == null ? "1" : cliColor);

    assertThat(Colours.of(environment, terminal)).isEqualTo(coloured ? Ansi.ON : Ansi.OFF);
    assertThat(Colours.of(Map.of("CLICOLOR_FORCE", "1"), false)).isEqualTo(Ansi.ON);
    assertThat(Colours.of(Map.of("TERM", "dumb"), true)).isEqualTo(Ansi.OFF);
  }

  @Test
  void writesAManualPageForEachCommandAndTheReference() throws IOException {
    assertThat(gen("help", "--write", folder.toString()).exitCode()).isZero();

    assertThat(folder.resolve("gen.1")).content().contains(".SH OPTIONS", "\\-\\-steps=N");
    assertThat(folder.resolve("gen-models-pull.1")).exists();
    assertThat(folder.resolve("cli.md")).content().contains("## gen batch", "| `--resume` |");
    for (Shell shell : Shell.values()) {
      assertThat(folder.resolve(shell.fileName())).content().contains("resume");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CommandLineRun run = gen("help", "--write", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(run.err()).contains("cannot write into " + file);
  }

  @ParameterizedTest
  @EnumSource
  void everyShellTakesItsScript(Shell shell) throws IOException, InterruptedException {
    String name = shell.name().toLowerCase(Locale.ROOT);
    assumeThat(isInstalled(name)).as(name + " is not installed").isTrue();
    Path script = Files.writeString(folder.resolve("script"), gen("completion", name).out());

    assertThat(output(name, "-n", script.toString())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gen ba,batch",
    "gen batch --resu,--resume",
    "gen cat --rng n,numpy",
    "gen cat --sampler dd,asked sampler"
  })
  void bashCompletesCommandsOptionsAndValues(String typed, String completed)
      throws IOException, InterruptedException {
    assumeThat(isInstalled("bash")).as("bash is not installed").isTrue();
    Path script = Files.writeString(folder.resolve("script"), gen("completion", "bash").out());
    String asked =
        """
        source %s
        gen() { echo "dd:asked_$3"; }
        COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _gen; echo "${COMPREPLY[@]}"
        """
            .formatted(script, typed);

    assertThat(output("bash", "-c", asked).strip())
        .isEqualTo(completed.replace("asked ", "dd:asked_"));
  }

  @Test
  void saysTheValuesThatAnOptionHasNow() {
    assertThat(gen("completion", "--values", "sampler").out()).contains("ddim\n", "euler\n");
    assertThat(gen("completion", "--values", "model").out().lines()).contains("storybook");
    assertThat(gen("completion", "--values", "style").out().lines()).isNotEmpty();
    assertThat(gen("completion", "--values", "width").out()).isEmpty();
  }

  private static boolean isInstalled(String name) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, name)));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
