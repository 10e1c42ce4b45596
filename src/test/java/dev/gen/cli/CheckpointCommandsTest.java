package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.PictureDifference;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Golden;
import dev.gen.testing.Models;
import dev.gen.testing.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of safetensors on the command line. */
class CheckpointCommandsTest {

  @TempDir Path folder;

  private byte[] draw(String name, String... args) {
    Path file = folder.resolve(name);
    String[] all = Arrays.copyOf(args, args.length + 7);
    System.arraycopy(
        new String[] {"a red cat", "-o", file.toString(), "--seed", "7", "--steps", "3"},
        0,
        all,
        args.length,
        7);
    CommandLineRun run = gen(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Pictures.read(file).rgb();
  }

  /**
   * An export folds its halves once and is optimised further, which may round a pixel otherwise.
   */
  @Test
  @Tag("golden")
  void aConvertedCheckpointDrawsTheSamePictureWithinALevel() {
    String file = Golden.path("safetensors/sdxl-tiny-sgm-fp16.safetensors").toString();
    String configs = Golden.path("safetensors/sdxl-tiny").toString();
    String converted = folder.resolve("converted").toString();

    CommandLineRun run = gen("models", "convert", file, converted, "--configs", configs);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo(converted);
    draw("one.png", "--model", converted);
    draw("two.png", "--model", file, "--configs", configs);
    PictureDifference difference =
        PictureDifference.of(
            Pictures.read(folder.resolve("one.png")), Pictures.read(folder.resolve("two.png")));
    assertThat(difference.largest()).isLessThanOrEqualTo(1);
    assertThat(difference.share()).isLessThan(0.01);
  }

  @Test
  @Tag("golden")
  void aLoraTagInThePromptIsTheSameAsTheOption() throws IOException {
    String model = Golden.path("safetensors/sd15-tiny").toString();
    Path lora = Golden.path("safetensors/lora_kohya_sd15-tiny.safetensors").toAbsolutePath();

    byte[] plain = draw("plain.png", "--model", model);
    byte[] option = draw("option.png", "--model", model, "--lora", lora + ":0.5");
    byte[] tag = draw("tag.png", "--model", model, "<lora:" + lora + ":0.5>");

    assertThat(option).isNotEqualTo(plain).isEqualTo(tag);
  }

  @Test
  @Tag("golden")
  void aPictureOfABatchIsTheOneThatIsDrawnAlone() {
    String model = Golden.path("safetensors/sdxl-tiny").toString();
    String batch = folder.resolve("batch.png").toString();

    CommandLineRun run =
        gen(
            "a red cat",
            "--model",
            model,
            "-o",
            batch,
            "--seed",
            "6",
            "--steps",
            "3",
            "--count",
            "2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Pictures.read(folder.resolve("batch-2.png")).rgb())
        .isEqualTo(draw("alone.png", "--model", model));
  }

  private void refused(CommandLineRun run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesAdditionsToAnExport() throws IOException {
    Path lora = Files.writeString(folder.resolve("style.safetensors"), "");

    refused(
        gen("a cat", "--model", Models.tiny().toString(), "--lora", lora.toString()),
        ExitCode.USAGE,
        "ONNX export");
  }

  @Test
  void refusesALoraThatIsNowhere() {
    refused(gen("a cat", "--lora", "no-such-style"), ExitCode.USAGE, "no LoRA \"no-such-style\"");
    refused(gen("a cat <lora:nowhere:1>"), ExitCode.USAGE, "no LoRA \"nowhere\"");
  }

  @Test
  void refusesAPickledCheckpointForItCouldRunCode() throws IOException {
    Path pickle = Files.writeString(folder.resolve("model.ckpt"), "PK");

    refused(
        gen("a cat", "--model", pickle.toString()), ExitCode.MODEL, "model.ckpt", "run any code");
  }

  @Test
  void refusesAnEmptyCheckpoint() throws IOException {
    Path empty = Files.writeString(folder.resolve("model.safetensors"), "");

    refused(gen("a cat", "--model", empty.toString()), ExitCode.MODEL, "model.safetensors");
  }

  @Test
  void convertsNeitherAnExportNorOverAFolder() {
    String tiny = Models.tiny().toString();

    refused(
        gen("models", "convert", tiny, folder.resolve("new").toString()),
        ExitCode.USAGE,
        "already");
  }
}
