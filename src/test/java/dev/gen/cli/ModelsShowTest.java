package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Golden;
import dev.gen.testing.Models;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gen models show} says of models and of files that are added to them. */
class ModelsShowTest {

  @TempDir Path folder;

  private static String shown(String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "models";
    all[1] = "show";
    System.arraycopy(args, 0, all, 2, args.length);
    CommandLineRun run = gen(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private static String golden(String name) {
    return Golden.path("safetensors/" + name).toString();
  }

  @Test
  void saysHowManyNumbersAnExportHas() {
    String text = shown(Models.tiny().toString());

    assertThat(text)
        .containsPattern("(?m)^family +Stable Diffusion$")
        .containsPattern("(?m)^predicts +epsilon$")
        .containsPattern("(?m)^unet +[0-9,]+ parameters, float32, [0-9.]+ kB$")
        .containsPattern("(?m)^sha256 +[0-9a-f]{64}  .*text_encoder.model.onnx$")
        .containsPattern("(?m)^ {17}[0-9a-f]{64}  .*unet.model.onnx$");
  }

  @Test
  void saysThatAModelCleansWholePixelsAlongAFlow() {
    assertThat(shown("storybook-pixels"))
        .containsPattern("(?m)^predicts +flow_prediction$")
        .containsPattern("(?m)^latent +none: the pixels themselves$");
  }

  @Test
  @Tag("golden")
  void saysWhatACheckpointFileHoldsAndWhatToldItsFamily() {
    String file = golden("sdxl-tiny-sgm-fp16.safetensors");

    String text = shown(file, "--configs", golden("sdxl-tiny"));

    assertThat(text)
        .containsPattern("(?m)^family +Stable Diffusion XL$")
        .containsPattern("(?m)^guessed +family Stable Diffusion XL, guessed from the names of")
        .containsPattern("(?m)^text encoder +92,160 parameters, float16, 184.3 kB$")
        .containsPattern("(?m)^text encoder 2 +93,184 parameters, float16, 186.4 kB$")
        .containsPattern("(?m)^unet +366,180 parameters, float16, 732.4 kB$")
        .containsPattern("(?m)^vae +90,847 parameters, float16, 181.7 kB$")
        .containsPattern("(?m)^together +642,371 parameters, float16, 1.3 MB$")
        .containsPattern("(?m)^sha256 +[0-9a-f]{64}  .*sdxl-tiny-sgm-fp16.safetensors$");
  }

  @Test
  @Tag("golden")
  void countsAFolderAndAFileOfTheSameModelAlike() {
    String folder = shown(golden("sd15-tiny"));
    String file = shown(golden("sd15-tiny-ldm-fp16.safetensors"), "--configs", golden("sd15-tiny"));

    assertThat(folder).contains("461,907 parameters, float32, 1.8 MB");
    assertThat(file).contains("461,907 parameters, float16, 923.8 kB");
    assertThat(folder.lines().filter(line -> line.contains(".safetensors"))).hasSize(3);
  }

  @Test
  void showsALoraThatCannotBeAddedAndATextEncoder() {
    Path lora =
        new SafetensorsWriter()
            .addRandom("transformer.blocks.0.to_q.lora_A.weight", 1)
            .write(folder.resolve("lora.safetensors"));
    Path encoder =
        new SafetensorsWriter()
            .addRandom("text_model.embeddings.token_embedding.weight", 1)
            .write(folder.resolve("clip.safetensors"));

    assertThat(shown(lora.toString())).contains("LoRA of which nothing can be added");
    assertThat(shown(encoder.toString())).contains("CLIP text encoder, for --text-encoder");
  }

  @Test
  void changesThatHaveNoRankAreShownWithoutOne() {
    Path scales =
        new SafetensorsWriter()
            .addRandom("base_model.model.down_blocks.0.attentions.0.proj_in.ia3_l", 8, 1)
            .write(folder.resolve("adapter_model.safetensors"));

    assertThat(shown(scales.toString()))
        .containsPattern("(?m)^kind +\\(IA\\)³, for --lora$")
        .doesNotContain("rank ", "alpha ");
  }

  @Test
  @Tag("golden")
  void saysWhatALoraChanges() {
    assertThat(shown(golden("lora_kohya_sd15-tiny.safetensors")))
        .containsPattern("(?m)^kind +LoRA, for --lora$")
        .containsPattern("(?m)^family +Stable Diffusion 1$")
        .containsPattern("(?m)^rank +4$")
        .containsPattern("(?m)^alpha +2$")
        .containsPattern("(?m)^changes +210 modules$")
        .containsPattern("(?m)^unet +128 attention, 32 feed-forward, 32 projection$")
        .containsPattern("(?m)^text encoder +12 attention, 6 feed-forward$")
        .containsPattern("(?m)^weights +38,354 parameters, float16, 76.7 kB$");
    assertThat(shown(golden("lora_peft_sd15-tiny.safetensors")))
        .containsPattern("(?m)^family +not told by the file$")
        .containsPattern("(?m)^alpha +4$")
        .containsPattern("(?m)^unet +128 attention$");
  }

  @Test
  void tellsALorasFamilyByTheWidthOfThePromptThatItAttendsTo() {
    String module = "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k";
    Path file =
        new SafetensorsWriter()
            .addRandom(module + ".lora_down.weight", 8, 2048)
            .addRandom(module + ".lora_up.weight", 16, 8)
            .addRandom("lora_unet_input_blocks_1_0_in_layers_2.lora_down.weight", 4, 8, 3, 3)
            .addRandom("lora_unet_input_blocks_1_0_in_layers_2.lora_up.weight", 8, 4, 1, 1)
            .write(folder.resolve("style.safetensors"));

    assertThat(shown(file.toString()))
        .containsPattern("(?m)^family +Stable Diffusion XL$")
        .containsPattern("(?m)^rank +4, 8$")
        .containsPattern("(?m)^unet +1 attention, 1 convolution$");
  }

  @Test
  void saysWhichTokenAnEmbeddingIsAndHowWide() {
    Path file =
        new SafetensorsWriter()
            .addRandom("clip_l", 2, 768)
            .addRandom("clip_g", 2, 1280)
            .write(folder.resolve("moody.safetensors"));

    assertThat(shown(file.toString()))
        .containsPattern("(?m)^kind +textual inversion, for --embedding$")
        .containsPattern("(?m)^token +moody$")
        .containsPattern("(?m)^text encoder +2 vectors, 768 wide$")
        .containsPattern("(?m)^text encoder 2 +2 vectors, 1280 wide$");
  }

  @Test
  void saysThatAFileIsAnAutoencoder() {
    Path whole =
        new SafetensorsWriter()
            .addRandom("decoder.conv_in.weight", 8, 4, 3, 3)
            .write(folder.resolve("vae.safetensors"));
    Path tiny =
        new SafetensorsWriter()
            .addRandom("decoder.layers.0.weight", 8, 4, 3, 3)
            .write(folder.resolve("taesd.safetensors"));

    assertThat(shown(whole.toString())).containsPattern("(?m)^kind +autoencoder, for --vae$");
    assertThat(shown(tiny.toString())).contains("tiny autoencoder (TAESD)", "288 parameters");
  }

  @Test
  void showsWhatCannotBeUsedByItsName() {
    Path control =
        new SafetensorsWriter()
            .addRandom("control_model.input_hint_block.0.weight", 2, 3)
            .write(folder.resolve("control.safetensors"));
    Path other =
        new SafetensorsWriter()
            .addRandom("a", 2)
            .addRandom("b", 2)
            .write(folder.resolve("other.safetensors"));

    assertThat(shown(control.toString()))
        .containsPattern("(?m)^kind +a ControlNet$")
        .containsPattern("(?m)^weights +6 parameters, float32");
    assertThat(shown(other.toString())).contains("a file of a kind that is not known here");
  }

  @Test
  void showsAModelThatLacksPartsAndSaysWhich() {
    Path unet =
        new SafetensorsWriter()
            .addRandom("model.diffusion_model.input_blocks.0.0.weight", 320, 4, 3, 3)
            .addRandom("model.diffusion_model.a.attn2.to_k.weight", 2, 768)
            .write(folder.resolve("unet.safetensors"));

    assertThat(shown(unet.toString()))
        .containsPattern("(?m)^guessed +family Stable Diffusion 1")
        .containsPattern("(?m)^unet +11,520 parameters, float32")
        .containsPattern("(?m)^cannot draw +.*weights do not fit");
  }

  @Test
  void aLargeFilesChecksumIsLeftOutUnlessItIsAskedFor() throws IOException {
    Path file = folder.resolve("large.safetensors");
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[30000000],\"data_offsets\":[0,120000000]}}";
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header.length());
      out.seek(8);
      out.writeBytes(header);
      out.setLength(8 + header.length() + 120_000_000L);
    }

    assertThat(shown(file.toString())).contains("sha256           not computed");
  }

  @Test
  void refusesWhatIsNoTableOfTensors() throws IOException {
    Path text = Files.writeString(folder.resolve("text.safetensors"), "no weights in here");

    CommandLineRun run = gen("models", "show", text.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.MODEL);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(text.toString());
  }
}
