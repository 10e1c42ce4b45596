package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordOptionsTest {

  @TempDir Path folder;

  @BeforeEach
  void writeWildcards() throws IOException {
    Files.createDirectories(folder.resolve("words"));
    Files.writeString(folder.resolve("words/animal.txt"), "cat\ndog\n");
    Files.writeString(folder.resolve("words/empty.txt"), "\n");
    Files.writeString(folder.resolve("words/loop.txt"), "__loop__\n");
    Files.writeString(
        folder.resolve("styles.csv"),
        "name,prompt,negative_prompt\nin glass,\"{prompt}, of glass\",wood\n");
  }

  private CommandLineRun draw(String prompt, String... more) {
    List<String> options =
        List.of(
            prompt, "--wildcards", at("words"), "--styles", at("styles.csv"), "--seed", "4", "-q");
    return Commands.tiny(Stream.concat(options.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void recordsWhatWasChosenAndTheStylesAndDrawsThemAgain() {
    String prompt = "a {red|blue} __animal__ far away";
    CommandLineRun run = draw(prompt, "--style", "in glass", "-o", at("one.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).containsPattern("drawing: a (red|blue) (cat|dog) far away, of glass");
    String info = Commands.gen("info", at("one.png"), "--json").out();
    assertThat(info).contains(prompt, "\"in glass\"", "far away, of glass", "\"wood\"");
    assertThat(info.split("far away, of glass")).as("in the words of others, too").hasSize(2);
    CommandLineRun verified = Commands.gen("verify", at("one.png"));
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    CommandLineRun again =
        Commands.gen("again", at("one.png"), "--prompt", "a tree", "-o", at("tree.png"));
    assertThat(again.err()).contains("--style is \"in glass\", which no style is called");
  }

  @Test
  void refusesWildcardsAndStylesThatCannotBeUsed() {
    assertThat(draw("a __anmal__").err())
        .startsWith("gen: the prompt names the wildcard __anmal__, which ")
        .contains("did you mean __animal__?");
    assertThat(draw("a __empty__").err()).contains("__empty__, which is empty");
    assertThat(draw("a __loop__").err()).contains("refers to itself: loop -> loop");
    assertThat(draw("cat", "--style", "in glas").err()).contains("did you mean \"in glass\"?");
    assertThat(draw("cat", "--wildcards", at("none")).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Commands.tiny("cat", "--wildcards", at("none"), "-q").err())
        .isEqualTo("gen: --wildcards is " + at("none") + ", which is no folder" + "\n");
  }

  @Test
  void listsStylesWithTheUsersOwn() {
    CommandLineRun run = Commands.gen("styles", "--styles", at("styles.csv"));

    assertThat(run.out().lines())
        .hasSizeGreaterThan(25)
        .anyMatch(line -> line.matches("in glass +\\{prompt}, of glass \\| not: wood"))
        .anyMatch(line -> line.startsWith("watercolor "));
  }

  @Test
  void batchesDrawEveryCombinationOnceAndGoOn() throws IOException {
    Files.writeString(
        folder.resolve("jobs.jsonl"),
        "{\"prompt\": \"a {red|blue} __animal__ here\", \"seed\": 1}\nnothing\n"
            + "{\"prompt\": \"a plain cat here\", \"seed\": 2, \"style\": [\"inc\"]}\n"
            + "{\"prompt\": \""
            + "{a|b|c|d}".repeat(8)
            + "\"}\n");
    String[] batch = {
      "batch",
      at("jobs.jsonl"),
      "-o",
      at("out/{drawn_prompt:30}.png"),
      "--combinatorial",
      "--resume",
      "--wildcards",
      at("words"),
      "-q"
    };

    CommandLineRun run = Commands.tiny(batch);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(run.err())
        .contains("no style is called")
        .contains("has 65536 combinations of choices, at most 10000 are drawn");
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("a-red-cat-here.png", "a-red-dog-here.png", "a-blue-cat-here.png")
          .contains("a-blue-dog-here.png")
          .filteredOn(name -> name.endsWith(".png"))
          .hasSize(4);
    }
    assertThat(Commands.tiny(batch).out()).as("all are done").isEmpty();
  }
}
