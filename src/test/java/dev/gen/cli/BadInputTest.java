package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static dev.gen.cli.Commands.genReading;
import static dev.gen.cli.Commands.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.graph.RandomModels;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake ends in one clear line, its exit code, and nothing written. */
class BadInputTest {

  @TempDir Path folder;

  private Path output() {
    return folder.resolve("out.png");
  }

  private void refused(CommandLineRun run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err().lines().filter(line -> line.startsWith("gen: ")))
        .as("lines of complaint in %s", run.err())
        .hasSize(1);
    assertThat(run.err()).contains(words);
    if (exitCode != ExitCode.INFERENCE) {
      assertThat(run.err().lines().filter(line -> line.startsWith("seed "))).isEmpty();
    }
    assertThat(run.out()).isEmpty();
    assertThat(output()).doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> !file.endsWith("tiny") && !file.endsWith("old.png")))
          .as("files left behind")
          .isEmpty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--steps,0,--steps is 0",
    "--steps,-3,--steps is -3",
    "--steps,many,many",
    "--guidance-scale,NaN,--guidance-scale is NaN",
    "--guidance-scale,Infinity,--guidance-scale is Infinity",
    "--guidance-rescale,2,expected 0 to 1",
    "--guidance-interval,5..0.3,two rising numbers",
    "--guidance-interval,5,0.28..5.42",
    "--reuse,0,--reuse is 0",
    "--reuse,2,needs a checkpoint",
    "--count,0,--count is 0",
    "--count,100000000,expected 1 to 1000",
    "--threads,0,--threads is 0",
    "--clip-skip,-1,--clip-skip is -1",
    "--rng,dice,numpy or philox",
    "--seed,first,first",
    "--seed,18446744073709551616,18446744073709551615",
    "--seed,-9223372036854775809,from 0 to",
    "--width,100,try 96 or 112",
    "--height,0,try 16",
    "--height,-64,--height -64",
    "--width,999999,try 4096",
    "--sampler,eulr,euler",
    "--colour,red,--colour"
  })
  void refusesAnOptionOutOfRange(String option, String value, String complaint) {
    refused(tiny("a cat", "-o", output().toString(), option, value), ExitCode.USAGE, complaint);
  }

  @Test
  void refusesMoreStepsThanNoiseLevels() {
    refused(
        tiny("a cat", "-o", output().toString(), "--steps", "1000", "--sampler", "dpm++2m"),
        ExitCode.USAGE,
        "1000 steps visit one of the model's 1000 noise levels twice");
  }

  @Test
  void refusesAPromptOfMoreThanThreeThousandTokens() {
    String prompt = "cat ".repeat(3001);

    refused(tiny(prompt, "-o", output().toString()), ExitCode.USAGE, "the prompt is too long");
    refused(gen(prompt, "-o", output().toString()), ExitCode.USAGE, "the prompt is too long");
  }

  @Test
  void refusesToLeaveOutAllLayers() {
    String model = RandomModels.tiny("sd", folder.resolve("tiny")).toString();

    refused(
        gen("cat", "-m", model, "--clip-skip", "30", "-o", output() + ""),
        ExitCode.USAGE,
        "--clip-skip is 30, which leaves no layer");
  }

  @Test
  void refusesTheVocabularyOfAnotherModel() {
    Path checkpoint = RandomModels.tiny("sd", folder.resolve("tiny"));
    String tokenizer = Path.of("models/storybook/tokenizer").toAbsolutePath().toString();

    refused(
        gen("cat", "-m", checkpoint.toString(), "--tokenizer", tokenizer, "-o", output() + ""),
        ExitCode.USAGE,
        "tokenizer is " + tokenizer + ", which does not fit");
  }

  @Test
  void refusesAnEmptyPrompt() {
    refused(tiny("-o", output().toString()), ExitCode.USAGE, "prompt is empty");
    refused(tiny("  ", "-o", output().toString()), ExitCode.USAGE, "prompt is empty");
    refused(genReading("\n", "-", "-o", output().toString()), ExitCode.USAGE, "prompt is empty");
  }

  @Test
  void refusesAnUnknownModelAndListsTheOnesThereAre() {
    refused(
        gen("a cat", "-o", output().toString(), "--model", "no-such-model"),
        ExitCode.MODEL,
        "no-such-model",
        "models found there: ",
        "storybook");
  }

  @Test
  void saysWhatAModelIsForThatDrawsNothing() {
    refused(
        gen("a cat", "-o", output().toString(), "--model", "storybook-ranker"),
        ExitCode.MODEL,
        "storybook-ranker is a CLIP model, which ranks pictures");
  }

  @Test
  void refusesAFolderThatIsNoModel() {
    refused(
        gen("a cat", "-o", output().toString(), "--model", folder.toString()),
        ExitCode.MODEL,
        "no model_index.json");
    refused(
        gen("a cat", "-o", output() + "", "-m", folder.toString(), "--configs", folder.toString()),
        ExitCode.MODEL,
        "no model_index.json");
  }

  @ParameterizedTest
  @CsvSource({
    "model_index.json,not valid JSON",
    "scheduler/scheduler_config.json,not valid JSON",
    "unet/config.json,not valid JSON",
    "tokenizer/tokenizer.json,tokenizer",
    "unet/model.onnx,'a text, not a model'",
    "text_encoder/model.onnx,'a text, not a model'",
    "vae_decoder/model.onnx,'a text, not a model'"
  })
  void namesAModelFileThatIsNotWhatItShouldBe(String file, String complaint) throws IOException {
    Path model = Models.copyOfTiny(folder);
    Files.writeString(model.resolve(file), "{ this is not it");

    refused(
        drawWith(model),
        ExitCode.MODEL,
        Path.of(file).getParent() == null ? file : Path.of(file).getParent().toString(),
        complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "unet/model.onnx",
    "text_encoder/model.onnx",
    "vae_decoder/model.onnx",
    "tokenizer/tokenizer.json"
  })
  void namesAModelFileThatIsMissingOrEmpty(String file) throws IOException {
    Path model = Models.copyOfTiny(folder);

    Files.write(model.resolve(file), new byte[0]);
    refused(drawWith(model), ExitCode.MODEL, Path.of(file).getParent().toString());
    Files.delete(model.resolve(file));
    refused(drawWith(model), ExitCode.MODEL, Path.of(file).getParent().toString());
  }

  @Test
  void saysThatNothingNamesTheSampler() throws IOException {
    Path model = Models.copyOfTiny(folder);
    Files.delete(model.resolve("scheduler/scheduler_config.json"));

    refused(drawWith(model), ExitCode.MODEL, "no scheduler/scheduler_config.json", "gen samplers");
  }

  @Test
  void namesAConfigKeyOfTheWrongType() throws IOException {
    Path model = Models.copyOfTiny(folder);
    Files.writeString(model.resolve("vae_decoder/config.json"), "{\"scaling_factor\": \"large\"}");

    refused(drawWith(model), ExitCode.MODEL, "config.json", "scaling_factor", "a number");
  }

  @Test
  void namesTheNetworkWhoseOutputIsNotFinite() throws IOException {
    Path model = Models.copyOfTiny(folder);
    Files.delete(model.resolve("unet/model.onnx"));
    Files.copy(Models.resource("models/unet_not_finite.onnx"), model.resolve("unet/model.onnx"));

    refused(drawWith(model), ExitCode.INFERENCE, "the denoiser", "NaN", "timestep");
  }

  private CommandLineRun drawWith(Path model) {
    return gen("a cat", "-o", output().toString(), "--model", model.toString());
  }

  @Test
  void refusesAFolderThatDoesNotExist() {
    refused(
        tiny("a cat", "-o", folder.resolve("no/out.png").toString()), ExitCode.OUTPUT, "no folder");
  }

  @Test
  void keepsAnExistingFileUnlessForced() throws IOException {
    Path old = Files.writeString(folder.resolve("old.png"), "precious");

    refused(tiny("a cat", "-o", old.toString()), ExitCode.OUTPUT, "old.png", "already");
    assertThat(old).hasContent("precious");
    assertThat(tiny("a cat", "-o", old.toString(), "--force").exitCode()).isZero();
    assertThat(Files.size(old)).isGreaterThan(500);
  }

  @Test
  void refusesAnEndingThatIsNoPicture() {
    refused(tiny("a cat", "-o", folder.resolve("out.bmp").toString()), ExitCode.USAGE, "out.bmp");
  }
}
