package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static dev.gen.cli.Commands.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.record.container.PictureTexts;
import dev.gen.record.format.RecordFiles;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Pictures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a picture says about itself. */
class RecordTest {

  @TempDir Path folder;

  @Test
  void aJpegSaysItTooAndBarePicturesSayNothing() {
    Path jpeg = folder.resolve("new/out.JPG");
    Path bare = folder.resolve("bare.png");

    CommandLineRun run = tiny("a cat", "--seed", "7", "--mkdir", "-o", jpeg.toString());
    tiny("a cat", "--seed", "7", "--no-metadata", "-o", bare.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(RecordFiles.read(jpeg).job().orElseThrow().get("seed").asInt()).isEqualTo(7);
    assertThat(gen("again", jpeg.toString(), "-o", folder + "/again.png").exitCode()).isZero();
    assertThat(Pictures.read(folder.resolve("again.png")).rgb())
        .isEqualTo(Pictures.read(bare).rgb());
    assertThat(PictureTexts.read(bare).byKeyword()).isEmpty();
  }

  @Test
  void lowMemoryDecodesInPartsWhichIsRecorded() {
    Path picture = folder.resolve("sparing.png");

    CommandLineRun run = tiny("a cat", "--low-memory", "--count", "1", "-o", picture.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    Job job = JobJson.read(PictureTexts.read(picture).byKeyword().get(PictureTexts.GEN));
    assertThat(job.text(Field.VAE_TILING)).hasValue("small");
  }

  @Test
  void everyOptionThatChangesPixelsIsRecorded() {
    String picture = folder.resolve("start.png").toString();
    tiny("a blue sky", "-o", picture, "--seed", "1");
    String[] options = {
      "--seed",
      "18446744073709551615",
      "--steps",
      "3",
      "--guidance-scale",
      "4",
      "--guidance-rescale",
      "0.5",
      "--guidance-interval",
      "0.3..5",
      "--sampler",
      "ddim",
      "--sigmas",
      "karras",
      "--eta",
      "0.5",
      "--rng",
      "philox",
      "--width",
      "96",
      "--height",
      "32",
      "-n",
      "dog",
      "--vae-tiling",
      "on",
      "--init-image",
      picture,
      "--mask",
      picture,
      "--strength",
      "0.5",
      "--no-prompt-weights"
    };
    String[] all = new String[options.length + 3];
    System.arraycopy(options, 0, all, 3, options.length);
    all[0] = "a (red:1.2) cat";
    all[1] = "-o";
    all[2] = folder.resolve("out.png").toString();
    CommandLineRun run = tiny(all);
    assertThat(run.exitCode()).as(run.err()).isZero();

    Job job =
        JobJson.read(
            PictureTexts.read(folder.resolve("out.png")).byKeyword().get(PictureTexts.GEN));

    for (int i = 0; i < options.length - 1; i += 2) {
      String name = options[i].equals("-n") ? "negative_prompt" : options[i].substring(2);
      Field field = Field.named(name);
      assertThat(job.only(List.of(field))).isEqualTo(Job.EMPTY.with(field, options[i + 1]));
    }
    assertThat(job.text(Field.PROMPT)).hasValue("a (red:1.2) cat");
    assertThat(job.text(Field.PROMPT_SYNTAX)).hasValue("plain");
    assertThat(job.text(Field.INIT_IMAGE_SHA256)).isEqualTo(job.text(Field.MASK_SHA256));
    assertThat(job.text(Field.INIT_IMAGE_SHA256).orElseThrow()).hasSize(64);
    assertThat(job.text(Field.MODEL_SHA256).orElseThrow()).hasSize(64);
    assertThat(job.has(Field.OUTPUT)).isFalse();
  }
}
