package dev.gen.cli;

import static dev.gen.cli.Commands.genReading;
import static dev.gen.cli.Commands.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.files.Fingerprints;
import dev.gen.graph.RandomModels;
import dev.gen.image.RgbImage;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import dev.gen.testing.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCommandTest {

  @TempDir Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private CommandLineRun batch(String jobs, String... more) {
    return batchOf("jobs.jsonl", jobs, more);
  }

  private CommandLineRun batchOf(String name, String jobs, String... more) {
    try {
      Path file = Files.writeString(folder.resolve(name), jobs);
      List<String> args = new ArrayList<>(List.of("batch", file.toString()));
      args.addAll(List.of(more));
      args.addAll(List.of("--steps", "2"));
      if (!args.contains("-o")) {
        args.addAll(List.of("-o", out() + "/"));
      }
      return tiny(args.toArray(String[]::new));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> pictures() throws IOException {
    try (Stream<Path> files = Files.list(out())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".png"))
          .sorted()
          .toList();
    }
  }

  private static List<JsonNode> events(CommandLineRun run) {
    return run.out()
        .lines()
        .map(
            line -> {
              try {
                return new JsonMapper().readTree(line);
              } catch (IOException e) {
                throw new IllegalStateException(line, e);
              }
            })
        .toList();
  }

  @Test
  void drawsEachJobAsItsCommandLineWould() {
    CommandLineRun run =
        batch(
            """
            {"prompt": "a red cat", "seed": 7}

            {"prompt": "a blue dog", "seed": 8, "steps": 3, "guidance_scale": 4}
            """);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(out() + "/00001-7-a-red-cat.png", out() + "/00002-8-a-blue-dog.png");
    Path alone = folder.resolve("alone.png");
    tiny("a blue dog", "--seed", "8", "--steps", "3", "--guidance-scale", "4", "-o", "" + alone);

    assertThat(Pictures.read(out().resolve("00002-8-a-blue-dog.png")).rgb())
        .isEqualTo(Pictures.read(alone).rgb());
  }

  @Test
  void whatALoraLeavesOutIsSaidOnceForAllJobs() {
    Path model = RandomModels.tiny("sd", folder.resolve("model"));
    Path lora =
        new SafetensorsWriter()
            .addRandom("unet.down_blocks.0.attentions.0.proj_in.diff", 8, 8, 1, 1)
            .addRandom("what.is.this", 1)
            .write(folder.resolve("style.safetensors"));
    String line =
        "{\"prompt\": \"a cat\", \"model\": \"%s\", \"lora\": [{\"name\": \"%s\"}], \"seed\": %d,"
            + " \"width\": 64, \"height\": 64}%n";
    CommandLineRun run = batch(line.formatted(model, lora, 1) + line.formatted(model, lora, 2));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).containsOnlyOnce("not known here and are left out: what.is.this");
  }

  @Test
  void readsTablesAndPlainPrompts() throws IOException {
    batchOf("jobs.csv", "prompt,seed,negative-prompt\na cat,1,\n\"a dog, red\",2,snow\n");
    batchOf("jobs.txt", "\ufeffa house\n\na tree\n", "--seed", "5");

    assertThat(pictures())
        .containsExactly(
            "00001-1-a-cat.png",
            "00001-5-a-house.png",
            "00002-2-a-dog-red.png",
            "00002-5-a-tree.png");
  }

  @Test
  void aBadJobFailsAloneWithItsLine() throws IOException {
    CommandLineRun run =
        batch(
            """
            {"prompt": "a cat", "seed": 1}
            {"prompt": "a cat", "steps": 0}
            not a job
            {"prompt": "a cat", "width": 100}
            {"prompt": "a dog", "seed": 2}
            """);

    assertThat(run.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(run.err())
        .contains("line 2: --steps is 0, expected 1 to 1000")
        .contains("line 3: a job is not one JSON object")
        .contains("line 4: --width 100 cannot be made");
    assertThat(pictures()).containsExactly("00001-1-a-cat.png", "00005-2-a-dog.png");
  }

  @Test
  void tellsEveryEventToProgramsThatListen() {
    CommandLineRun run =
        batch("{\"prompt\": \"a cat\", \"seed\": 1}\n{\"prompt\": \"\"}\n", "--json");

    List<JsonNode> events = events(run);
    assertThat(events)
        .extracting(event -> event.get("event").asText())
        .containsExactly(
            "accepted", "started", "step", "step", "written", "accepted", "started", "failed");
    JsonNode written = events.get(4);
    assertThat(written.get("path").asText()).endsWith("00001-1-a-cat.png");
    assertThat(written.get("seed").asLong()).isEqualTo(1);
    assertThat(written.get("sha256").asText()).hasSize(64);
    JsonNode failed = events.get(7);
    assertThat(failed.get("kind").asText()).isEqualTo("request");
    assertThat(failed.get("field").asText()).isEqualTo("prompt");
    assertThat(failed.get("line").asInt()).isEqualTo(2);
  }

  @Test
  void resumingDrawsOnlyWhatIsMissingOrChanged() throws IOException {
    String first = "{\"prompt\": \"a cat\", \"seed\": 1, \"count\": 2}\n";
    batch(first + "{\"prompt\": \"a dog\"}\n");
    List<String> before = pictures();
    Files.delete(out().resolve("00001-2-a-cat.png"));

    CommandLineRun run =
        batch(
            first + "{\"prompt\": \"a dog\"}\n{\"prompt\": \"a cow\", \"seed\": 9}\n", "--resume");

    assertThat(run.out().lines())
        .containsExactly(out() + "/00001-2-a-cat.png", out() + "/00003-9-a-cow.png");
    assertThat(pictures()).containsAll(before).hasSize(4);
    CommandLineRun changed = batch(first.replace("cat", "fox"), "--resume", "--json");
    assertThat(events(changed))
        .filteredOn(e -> e.get("event").asText().equals("written"))
        .hasSize(2);
  }

  @Test
  void resumingKeepsEqualJobsApartAndReadsPastATornLine() throws IOException {
    String twice = "{\"prompt\": \"a cat\", \"seed\": 1}\n".repeat(2);
    batch(twice);
    assertThat(pictures()).containsExactly("00001-1-a-cat.png", "00002-1-a-cat.png");
    Path manifest = out().resolve("manifest.jsonl");
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.substring(0, whole.length() - 9));

    assertThat(batch(twice, "--resume").out()).isEmpty();
    assertThat(batch(twice.repeat(2), "--resume").out().lines()).hasSize(2);
    assertThat(pictures()).hasSize(4);
  }

  @Test
  void shardsShareTheJobsOut() throws IOException {
    String jobs = "";
    for (int i = 1; i <= 5; i++) {
      jobs += "{\"prompt\": \"a cat\", \"seed\": " + i + "}\n";
    }
    batch(jobs, "--shard", "1/2");
    assertThat(pictures())
        .containsExactly("00001-1-a-cat.png", "00003-3-a-cat.png", "00005-5-a-cat.png");
    batch(jobs, "--shard", "2/2");

    assertThat(pictures()).hasSize(5);
    assertThat(batch(jobs, "--resume").out()).isEmpty();
    assertThat(batch(jobs, "--shard", "3/2").err()).contains("--shard is \"3/2\"");
  }

  @Test
  void namesFollowTheTemplateStayInTheirFolderAndAreNumberedWhereTheyClash() throws IOException {
    CommandLineRun run =
        batch(
            "{\"prompt\": \"../../etc\", \"seed\": 1}\n{\"prompt\": \"etc\", \"seed\": 1}\n",
            "-o",
            out() + "/{sampler}/{prompt:3}.png");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(out() + "/ddim/etc.png", out() + "/ddim/etc-2.png");
    assertThat(batch("", "-o", "{colour}.png").err()).contains("no field \"colour\"");
  }

  @Test
  void drawsJobsOfOneModelTogetherInAnyOrder() {
    String tiny = Models.tiny().toString();
    String other = Models.tiny().resolve(".").toString();
    String jobs = "";
    for (String model : new String[] {tiny, other, tiny, other}) {
      jobs += "{\"prompt\": \"a cat\", \"seed\": 1, \"model\": \"" + model + "\"}\n";
    }
    CommandLineRun run = batch(jobs, "--any-order");

    assertThat(run.out().lines().map(line -> line.replaceAll(".*/0000(\\d).*", "$1")))
        .containsExactly("1", "3", "2", "4");
  }

  @Test
  void readsStandardInputAndSaysWhatItCannotRead() {
    CommandLineRun run =
        genReading(
            "{\"prompt\": \"a cat\", \"seed\": 1}\n",
            "batch",
            "-",
            "-o",
            out() + "/",
            "--model",
            Models.tiny().toString());

    assertThat(run.out()).contains("00001-1-a-cat.png");
    assertThat(tiny("batch", "no-such-file").err()).contains("no file of jobs no-such-file");
    assertThat(tiny("batch", "of", "cookies").err()).contains("gen \"batch of cookies\"");
  }

  @Test
  void pixelsOfABatchAreThoseThatItsEventsTell() throws IOException {
    CommandLineRun run = batch("{\"prompt\": \"a cat\", \"seed\": 1}\n", "--json");
    JsonNode written = events(run).get(4);
    RgbImage image = Pictures.read(Path.of(written.get("path").asText()));

    assertThat(Fingerprints.sha256(image.rgb())).isEqualTo(written.get("sha256").asText());
  }
}
