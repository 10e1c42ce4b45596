package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.graph.ClipTextGraph;
import dev.gen.graph.ClipVisionGraph;
import dev.gen.graph.NetworkFolder;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.record.container.PictureTexts;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import dev.gen.testing.Pictures;
import dev.gen.testing.TinyClip;
import dev.gen.testing.TinyTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestOfTest {

  @TempDir Path folder;
  private String tokens;
  private String clip;

  @BeforeEach
  void writeModels() throws IOException {
    tokens = TinyTokens.write(Files.createDirectory(folder.resolve("tokens"))).toString();
    clip = TinyClip.write(folder.resolve("clip")).toString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandLineRun done(String... args) {
    CommandLineRun run = gen(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private CommandLineRun best(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("a red cat", "--model", tokens, "--seed", "3", "-o", file("best.png")));
    args.addAll(List.of(more));
    return gen(args.toArray(String[]::new));
  }

  /** Returns the lines of gen rank: a score and a file. */
  private List<String[]> ranked(String ranker, String... files) {
    List<String> args = new ArrayList<>(List.of("rank", "--prompt", "a red cat"));
    args.addAll(List.of("--ranker", ranker));
    args.addAll(List.of(files));
    return done(args.toArray(String[]::new))
        .out()
        .lines()
        .map(line -> line.strip().split("\\s+", 2))
        .toList();
  }

  private static Job record(Path file) {
    return JobJson.read(PictureTexts.read(file).byKeyword().get(PictureTexts.GEN));
  }

  @Test
  void keepsTheCandidatesThatTheRankerPutsFirst() {
    done("a red cat", "--model", tokens, "--seed", "3", "--count", "4", "-o", file("all.png"));
    List<String[]> order =
        ranked(clip, file("all-1.png"), file("all-2.png"), file("all-3.png"), file("all-4.png"));

    CommandLineRun run = best("--best-of", "4", "--keep", "2", "--ranker", clip);

    assertThat(run.exitCode()).as(run.err()).isZero();
    for (int i = 0; i < 2; i++) {
      Path kept = folder.resolve("best-" + (i + 1) + ".png");
      Path expected = Path.of(order.get(i)[1]);
      assertThat(Pictures.read(kept).rgb()).isEqualTo(Pictures.read(expected).rgb());
      assertThat(record(kept).seed()).isEqualTo(record(expected).seed());
      assertThat("%.3f".formatted(record(kept).decimal(Field.SCORE).getAsDouble()))
          .isEqualTo(order.get(i)[0]);
    }
    assertThat(Double.parseDouble(order.get(0)[0]))
        .isGreaterThan(Double.parseDouble(order.get(3)[0]));
  }

  @Test
  void recordsWhoRankedThePictureAndMakesItAgainAlone() {
    assertThat(best("--best-of", "3", "--ranker", clip).exitCode()).isZero();
    Path best = folder.resolve("best.png");

    assertThat(record(best).text(Field.RANKER)).hasValue(clip);
    assertThat(record(best).text(Field.RANKER_SHA256).orElse("")).hasSize(64);
    assertThat(record(best).has(Field.BEST_OF)).isFalse();
    assertThat(done("info", best.toString()).out()).contains("score");
    done("verify", best.toString());
    done("again", best.toString(), "-o", file("again.png"));
    assertThat(record(folder.resolve("again.png")).has(Field.SCORE)).isFalse();
  }

  @Test
  void ranksAlikeWithTheGraphsOfTheModelAsOnnx() throws IOException {
    done("a red cat", "--model", tokens, "--count", "2", "-o", file("all.png"));
    Path onnx = folder.resolve("onnx");
    Models.copy(Models.tiny().resolve("tokenizer"), onnx);
    Files.copy(folder.resolve("clip/config.json"), onnx.resolve("config.json"));
    Files.copy(
        folder.resolve("clip/preprocessor_config.json"), onnx.resolve("preprocessor_config.json"));
    Weights weights = Weights.of(SafetensorsFile.open(folder.resolve("clip/model.safetensors")));
    NetworkFolder.write(
        ClipTextGraph.build(TinyClip.text("quick_gelu", 1), weights), onnx.resolve("text_model"));
    NetworkFolder.write(
        ClipVisionGraph.build(TinyClip.vision("quick_gelu"), weights, "vision_model"),
        onnx.resolve("vision_model"));

    List<String[]> built = ranked(clip, file("all-1.png"), file("all-2.png"));
    List<String[]> read = ranked(onnx.toString(), file("all-1.png"), file("all-2.png"));

    double learned = Math.exp(2.5);
    for (int i = 0; i < 2; i++) {
      assertThat(read.get(i)[1]).isEqualTo(built.get(i)[1]);
      assertThat(Double.parseDouble(read.get(i)[0]) / 100)
          .isCloseTo(
              Double.parseDouble(built.get(i)[0]) / learned,
              org.assertj.core.api.Assertions.within(1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--keep 2, --keep was given without --best-of",
    "--best-of 2 --keep 3 --ranker x, '--keep is 3, expected at most --best-of, 2'",
    "--best-of 2 --count 2 --ranker x, --count does not go with --best-of",
    "--best-of 2, --ranker is missing",
    "--best-of 2 --ranker CLIP --animate a.gif, --animate shows how one picture comes about"
  })
  void refusesWhatCannotBeRanked(String options, String message) {
    CommandLineRun run = best(options.replace("CLIP", clip).split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(folder.resolve("best.png")).doesNotExist();
  }

  @Test
  void saysWhatIsNoClipModel() {
    CommandLineRun run = best("--best-of", "2", "--ranker", tokens);

    assertThat(run.exitCode()).isEqualTo(ExitCode.MODEL);
    assertThat(run.err()).contains("is no CLIP model");
  }
}
