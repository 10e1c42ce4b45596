package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Golden;
import dev.gen.testing.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models put together of files that hold a part each. */
@Tag("golden")
class PartsOfModelsTest {

  @TempDir Path folder;

  private CommandLineRun run(String output, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("a cat", "--seed", "1", "--steps", "2"));
    all.addAll(List.of("-o", folder.resolve(output).toString()));
    return gen(all.toArray(String[]::new));
  }

  private byte[] draw(String output, String... args) {
    CommandLineRun run = run(output, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Pictures.read(folder.resolve(output)).rgb();
  }

  private static String golden(String name) {
    return Golden.path("safetensors/" + name).toString();
  }

  @Test
  void aUNetTwoTextEncodersAndAVaeAreAModel() {
    String model = golden("sdxl-tiny");
    String unet = model + "/unet/diffusion_pytorch_model.safetensors";

    byte[] whole = draw("whole.png", "--model", model);
    byte[] parts =
        draw(
            "parts.png",
            "--unet",
            unet,
            "--text-encoder",
            model + "/text_encoder/model.safetensors",
            "--text-encoder-2",
            model + "/text_encoder_2",
            "--vae",
            model + "/vae/diffusion_pytorch_model.safetensors",
            "--configs",
            model,
            "--tokenizer",
            model + "/tokenizer");

    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void aUNetTakesThePlaceOfAModelsOwn() {
    String model = golden("sd15-tiny");
    String file = golden("sd15-tiny-ldm-fp16.safetensors");

    byte[] own = draw("own.png", "--model", model);
    byte[] other = draw("other.png", "--model", model, "--unet", file);

    assertThat(other).isEqualTo(own);
  }

  @Test
  void aUNetOfAnotherFamilyIsRefused() {
    CommandLineRun run =
        run(
            "x.png",
            "--model",
            golden("sd15-tiny"),
            "--unet",
            golden("sdxl-tiny/unet/diffusion_pytorch_model.safetensors"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.MODEL);
    assertThat(run.err()).contains("this UNet is of Stable Diffusion XL", "same family");
  }

  @Test
  void whatAModelLacksIsNamedWithTheWayOn() {
    CommandLineRun run =
        run(
            "x.png",
            "--unet",
            golden("sd15-tiny/unet/diffusion_pytorch_model.safetensors"),
            "--configs",
            golden("sd15-tiny"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.MODEL);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .contains(
            "this is a UNet alone, without VAE and text encoder; give files of its family as vae");
  }

  @Test
  void aFileWithoutThePartIsRefused() {
    CommandLineRun run =
        run(
            "x.png",
            "--model",
            golden("sd15-tiny"),
            "--text-encoder",
            golden("sd15-tiny/vae/diffusion_pytorch_model.safetensors"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.MODEL);
    assertThat(run.err()).contains("there is no CLIP text encoder in it");
  }

  @Test
  void picklesInAFolderAreNamed() throws IOException {
    Path unet = Files.createDirectories(folder.resolve("model/unet"));
    Files.writeString(folder.resolve("model/model_index.json"), "{}");
    Files.writeString(unet.resolve("config.json"), "{}");
    Files.writeString(unet.resolve("diffusion_pytorch_model.bin"), "PK");

    CommandLineRun run = run("x.png", "--model", folder.resolve("model").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.MODEL);
    assertThat(run.err()).contains("diffusion_pytorch_model.bin", "pickled", ".safetensors file");
  }
}
