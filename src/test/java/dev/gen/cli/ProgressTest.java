package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.studio.Stage;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ProgressTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong();

  private Progress progress(long units) {
    return new Progress(clock::get, Ansi.OFF).of("models/storybook/", units);
  }

  /** Makes steps of two seconds. */
  private void step(Progress progress, int done, int total) {
    clock.addAndGet(2 * SECOND);
    progress.stepped(done, total);
  }

  @Test
  void saysTheStageBeforeThereAreSteps() {
    Progress progress = progress(1);
    assertThat(progress.text(80)).isEqualTo("storybook  opening");

    progress.began(Stage.ENCODING);
    assertThat(progress.text(80)).isEqualTo("storybook  encoding");

    progress.began(Stage.DECODING);
    assertThat(progress.text(80)).isEqualTo("storybook  decoding");
  }

  @Test
  void saysRateAndTimeLeft() {
    Progress progress = progress(1);
    progress.began(Stage.DENOISING);
    step(progress, 1, 20);
    step(progress, 2, 20);

    assertThat(progress.text(80))
        .isEqualTo("storybook  step 2/20  " + "━━" + "─".repeat(22) + "  2.0 s a step  36 s left");
    clock.addAndGet(SECOND);
    assertThat(progress.text(80)).endsWith("35 s left");
  }

  @Test
  void countsOtherPicturesInByWhatTheFirstOnesTook() {
    Progress progress = progress(3);
    progress.at("picture 1/3");
    progress.began(Stage.DENOISING);
    step(progress, 1, 2);
    assertThat(progress.text(80)).contains("picture 1/3  step 1/2").endsWith("10 s left");

    step(progress, 2, 2);
    clock.addAndGet(6 * SECOND); // decoding
    progress.finished();
    assertThat(progress.text(80)).endsWith("20 s left");
  }

  @Test
  void leavesOutWhatMattersLeastInANarrowWindow() {
    Progress progress = progress(2);
    progress.at("picture 1/2");
    progress.began(Stage.DENOISING);
    step(progress, 5, 20);

    for (int columns = 0; columns < 120; columns++) {
      assertThat(progress.text(columns).length()).isLessThanOrEqualTo(columns);
    }
    assertThat(progress.text(30)).isEqualTo("picture 1/2  step 5/20");
    assertThat(progress.text(10)).isEqualTo("step 5/20");
    assertThat(progress.text(6)).isEqualTo("step 5");
  }

  @Test
  void coloursTheBarWhereColoursAreWanted() {
    Progress progress = new Progress(clock::get, Ansi.ON).of("m", 1);
    progress.began(Stage.DENOISING);
    step(progress, 10, 20);

    assertThat(progress.text(80)).contains("\033[36m" + "━".repeat(12) + "\033[0m─");
  }

  @Test
  void saysTimesInWords() {
    assertThat(Progress.duration(119)).isEqualTo("119 s");
    assertThat(Progress.duration(120)).isEqualTo("2 min");
    assertThat(Progress.duration(3 * 3600 + 240)).isEqualTo("3 h 4 min");
  }

  @Test
  void tellsALogEverMoreSeldom() {
    StringWriter log = new StringWriter();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(System.out),
            new PrintWriter(log, true),
            false);
    Progress progress = progress(1);
    progress.began(Stage.DENOISING);
    try (ProgressReport report =
        new ProgressReport(terminal, Verbosity.USUAL, progress::text, clock::get)) {
      for (int i = 1; i <= 100; i++) {
        step(progress, i, 200);
        report.changed();
      }
    }

    assertThat(log.toString().lines())
        .containsExactly(
            "gen: storybook  step 8/200  2.0 s a step  6 min left",
            "gen: storybook  step 23/200  2.0 s a step  6 min left",
            "gen: storybook  step 53/200  2.0 s a step  5 min left");
  }
}
