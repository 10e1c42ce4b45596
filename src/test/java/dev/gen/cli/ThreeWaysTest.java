package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import dev.gen.testing.Pictures;
import dev.gen.testing.PixelModel;
import dev.gen.testing.TinyTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Latents, whole pixels and tokens through the same commands. */
class ThreeWaysTest {

  @TempDir Path folder;
  private String pixels;
  private String tokens;

  @BeforeEach
  void writeModels() throws IOException {
    pixels = PixelModel.write(Files.createDirectory(folder.resolve("pixels"))).toString();
    tokens = TinyTokens.write(Files.createDirectory(folder.resolve("tokens"))).toString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandLineRun done(String... args) {
    CommandLineRun run = gen(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  void oneJobFileDrawsInAllThreeWays() throws IOException {
    String job =
        "{\"prompt\": \"a red cat\", \"seed\": 3, \"model\": \"%s\", %s\"output\": \"%s\"}\n";
    String size = "\"width\": 16, \"height\": 12, ";
    Files.writeString(
        folder.resolve("jobs.jsonl"),
        job.formatted(Models.tiny(), "\"steps\": 3, ", file("latents.png"))
            + job.formatted(pixels, size + "\"steps\": 3, ", file("pixels.png"))
            + job.formatted(tokens, "\"top_k\": 4, ", file("tokens.png")));

    done("batch", file("jobs.jsonl"), "-o", file("out") + "/");

    assertThat(Pictures.read(folder.resolve("latents.png")).width()).isEqualTo(64);
    assertThat(Pictures.read(folder.resolve("pixels.png")).width()).isEqualTo(16);
    assertThat(Pictures.read(folder.resolve("tokens.png")).height()).isEqualTo(16);
    assertThat(gen("verify", file("latents.png"), file("pixels.png"), file("tokens.png")))
        .satisfies(run -> assertThat(run.exitCode()).as(run.err()).isZero());
  }

  @Test
  void drawsAPictureOfTokensAgainWithADifference() {
    done("a red cat", "--model", tokens, "--seed", "3", "-o", file("one.png"));
    done("again", file("one.png"), "-o", file("same.png"));
    done("again", file("one.png"), "--seed", "4", "-o", file("other.png"));

    byte[] one = Pictures.read(folder.resolve("one.png")).rgb();
    assertThat(Pictures.read(folder.resolve("same.png")).rgb()).isEqualTo(one);
    assertThat(Pictures.read(folder.resolve("other.png")).rgb()).isNotEqualTo(one);
    assertThat(done("info", file("one.png")).out()).contains("temperature", "top p");
  }

  @Test
  void drawsThePictureOfOneWayAgainInAnother() {
    done("a red cat", "--model", tokens, "-o", file("one.png"));

    done(
        "again",
        file("one.png"),
        "--model",
        Models.tiny().toString(),
        "--width",
        "64",
        "--height",
        "64",
        "-o",
        file("two.png"));

    assertThat(Pictures.read(folder.resolve("two.png")).width()).isEqualTo(64);
  }

  @Test
  void showsTheRowsOfTokensWhileTheyAreDrawn() throws IOException {
    done(
        "a red cat",
        "--model",
        tokens,
        "--animate",
        file("way.png"),
        "--preview",
        file("now.png"),
        "-o",
        file("one.png"));

    byte[] whole = Pictures.read(folder.resolve("one.png")).rgb();
    assertThat(Pictures.read(folder.resolve("now.png")).rgb()).isEqualTo(whole);
    assertThat(new String(Files.readAllBytes(folder.resolve("way.png")), ISO_8859_1))
        .contains("acTL");
  }

  @Test
  void showsWhatAModelOfTokensIs() {
    assertThat(done("models", "show", tokens).out())
        .contains("token after token", "4 x 4 of 8 different ones", "transformer", "codec decoder");
  }

  @Test
  void spellsTheFieldThatAModelCannotUse() {
    CommandLineRun run =
        gen("a red cat", "--model", Models.tiny().toString(), "--top-k", "3", "-o", file("x.png"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("gen: --top-k is for models that draw token after token");
  }
}
