package dev.gen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {

  private static final String UNET = "model.diffusion_model.";
  private static final String ATTENTION = UNET + "input_blocks.4.1.transformer_blocks.0.attn2.";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"768, SD1", "1024, SD2", "2048, SDXL"})
  void theWidthOfThePromptTellsTheFamily(int width, CheckpointFamily family) {
    assertThat(open("model", file(4, width)).family()).isEqualTo(family);
  }

  @Test
  void theUserOverrulesTheFamily() {
    Path path = file(4, 768).write(folder.resolve("model.safetensors"));
    CheckpointOptions options =
        new CheckpointOptions(
            Optional.empty(),
            Optional.of(CheckpointFamily.SD2),
            Optional.of("epsilon"),
            Map.of(),
            List.of(),
            List.of());

    Checkpoint checkpoint = Checkpoint.open(path, options);

    assertThat(checkpoint.family()).isEqualTo(CheckpointFamily.SD2);
    assertThat(checkpoint.configs().get("scheduler")).containsEntry("prediction_type", "epsilon");
    assertThat(checkpoint.guesses()).isEmpty();
  }

  @Test
  void nineInputChannelsAreInpainting() {
    assertThat(open("model", file(9, 768)).config(ModelPart.UNET)).containsEntry("in_channels", 9);
  }

  @Test
  void aGuidanceEmbeddingIsADistilledModel() {
    Checkpoint checkpoint =
        open("model", file(4, 768).addRandom(UNET + "time_embed.cond_proj.weight", 8, 16));

    assertThat(checkpoint.config(ModelPart.UNET)).containsEntry("time_cond_proj_dim", 16);
    assertThat(checkpoint.configs().get("scheduler")).containsEntry("_class_name", "LCMScheduler");
    assertThat(checkpoint.configs().get("model_index").get("gen"))
        .isEqualTo(Map.of("default_steps", 4, "default_guidance_scale", 8.5));
    assertThat(checkpoint.guesses()).noneMatch(Guess::decides);
  }

  /** So a cache of downloads keeps files: by their checksums, and links with their names. */
  @Test
  void aLinksNameSaysWhatTheModelIs() throws IOException {
    Path blob = file(4, 2048).write(folder.resolve("31e35c80fc4829d14f90153f4c74cd59c90b779f"));
    Path link = folder.resolve("sd_xl_turbo_1.0.safetensors");
    Files.createSymbolicLink(link, blob);

    assertThat(Checkpoint.open(link, CheckpointOptions.none()).guesses())
        .filteredOn(Guess::decides)
        .extracting(Guess::sentence)
        .singleElement()
        .asString()
        .contains("1 step", "'turbo'", link.getFileName().toString());
  }

  /** The bias that tells the two kinds apart, in the numbers of the published models' order. */
  @ParameterizedTest
  @CsvSource({"0.2, v_prediction, 768-is-no-matter", "0.01, epsilon, baseball-768-v"})
  void stableDiffusion2sPredictionIsGuessedFromTheSpreadOfABiasAndSaid(
      float spread, String type, String name) {
    Checkpoint checkpoint =
        open(
            name,
            file(4, 1024)
                .add(
                    UNET + "output_blocks.11.1.transformer_blocks.0.norm1.bias",
                    new int[] {4},
                    spread,
                    -spread,
                    spread,
                    -spread));

    assertThat(checkpoint.configs().get("scheduler")).containsEntry("prediction_type", type);
    assertThat(checkpoint.guesses().stream().filter(Guess::decides))
        .singleElement()
        .extracting(Guess::sentence)
        .asString()
        .contains(type, "spread");
  }

  @Test
  void stableDiffusion2sInpaintingPredictsNoiseWhateverTheSpread() {
    SafetensorsWriter wide =
        file(9, 1024)
            .add(UNET + "output_blocks.11.1.transformer_blocks.0.norm1.bias", new int[] {2}, 1, -1);

    assertThat(open("model", wide).configs().get("scheduler"))
        .containsEntry("prediction_type", "epsilon");
  }

  @ParameterizedTest
  @CsvSource({
    "modelspec.prediction_type, v, v_prediction, 768x512, 768",
    "modelspec.prediction_type, epsilon, epsilon, 640x512, 640",
    "modelspec.architecture, stable-diffusion-v2-768-v, v_prediction, 768x768, 768",
    "ss_v_parameterization, True, v_prediction, 512x512, 512",
  })
  void metadataIsBelievedAndNotWarnedOf(
      String key, String value, String type, String size, int width) {
    Checkpoint checkpoint =
        open("model", file(4, 1024).metadata(key, value).metadata("modelspec.resolution", size));

    assertThat(checkpoint.configs().get("scheduler")).containsEntry("prediction_type", type);
    assertThat(checkpoint.guesses()).noneMatch(Guess::decides);
    assertThat(checkpoint.configs().get("model_index").get("gen"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("default_width", width);
  }

  @Test
  void playgroundBringsItsScheduleAndTheStatisticsOfItsLatents() {
    Checkpoint checkpoint =
        open(
            "model",
            file(4, 2048)
                .add("edm_mean", new int[] {4}, 1, 2, 3, 4)
                .add("edm_std", new int[] {4}, 5, 6, 7, 8));

    assertThat(checkpoint.configs().get("scheduler"))
        .containsEntry("_class_name", "EDMDPMSolverMultistepScheduler")
        .containsEntry("sigma_max", 80.0);
    assertThat(checkpoint.config(ModelPart.VAE))
        .containsEntry("latents_mean", List.of(1.0, 2.0, 3.0, 4.0))
        .containsEntry("scaling_factor", 0.5);
  }

  @Test
  void cosineModelsBringTheirSchedule() {
    Checkpoint checkpoint =
        open(
            "model",
            file(4, 2048)
                .add("edm_vpred.sigma_max", new int[] {}, 100)
                .add("edm_vpred.sigma_min", new int[] {}, 0));

    assertThat(checkpoint.configs().get("scheduler"))
        .containsEntry("_class_name", "EDMEulerScheduler")
        .containsEntry("prediction_type", "v_prediction")
        .containsEntry("sigma_max", 100.0)
        .containsEntry("sigma_min", 0.002);
  }

  @Test
  void markerKeysTellVelocityPredictionAndZeroTerminalNoise() {
    Checkpoint checkpoint =
        open("model", file(4, 2048).add("v_pred", new int[0], 1).add("ztsnr", new int[0], 1));

    assertThat(checkpoint.configs().get("scheduler"))
        .containsEntry("prediction_type", "v_prediction")
        .containsEntry("rescale_betas_zero_snr", true)
        .containsEntry("timestep_spacing", "trailing");
  }

  @Test
  void aFolderOfShardsIsOneTable() throws IOException {
    Path unet = folder.resolve("unet");
    new SafetensorsWriter().addRandom("a", 2).write(unet.resolve("m-1.safetensors"));
    new SafetensorsWriter().addRandom("b", 3).write(unet.resolve("m-2.safetensors"));
    Files.writeString(unet.resolve("config.json"), "{}");
    Files.writeString(
        unet.resolve("diffusion_pytorch_model.safetensors.index.json"),
        "{\"weight_map\":{\"a\":\"m-1.safetensors\",\"b\":\"m-2.safetensors\"}}");

    Weights weights = Checkpoint.open(folder, CheckpointOptions.none()).weights(ModelPart.UNET);

    assertThat(weights.find("a")).isPresent();
    assertThat(weights.find("b")).isPresent();
    assertThat(weights.folder()).isEqualTo(unet.toAbsolutePath());
  }

  @Test
  void aShardOutsideTheFolderIsRefused() throws IOException {
    Path unet = Files.createDirectories(folder.resolve("unet"));
    Files.writeString(unet.resolve("config.json"), "{}");
    Files.writeString(
        unet.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"a\":\"../../secret.safetensors\"}}");

    assertThatThrownBy(() -> Checkpoint.open(folder, CheckpointOptions.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("not the name of a file beside it");
  }

  @Test
  void halfPrecisionIsTakenWhereThereIsNoOther() throws IOException {
    Path unet = folder.resolve("unet");
    new SafetensorsWriter()
        .addRandom("a", 2)
        .write(unet.resolve("diffusion_pytorch_model.fp16.safetensors"));
    Files.writeString(unet.resolve("config.json"), "{}");

    Checkpoint checkpoint = Checkpoint.open(folder, CheckpointOptions.none());

    assertThat(checkpoint.weights(ModelPart.UNET).find("a")).isPresent();
  }

  @Test
  void aFolderWithOnlyPicklesSaysWhyItIsRefused() throws IOException {
    Path unet = Files.createDirectories(folder.resolve("unet"));
    Files.writeString(unet.resolve("config.json"), "{}");
    Files.writeString(unet.resolve("diffusion_pytorch_model.bin"), "");

    assertThatThrownBy(() -> Checkpoint.open(folder, CheckpointOptions.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("can run any code");
  }

  @ParameterizedTest
  @EnumSource(CheckpointFamily.class)
  void everyFamilyHasItsConfigs(CheckpointFamily family) {
    assertThat(family.configs()).containsKeys("unet", "vae", "text_encoder", "scheduler");
  }

  private static SafetensorsWriter file(int channels, int width) {
    return new SafetensorsWriter()
        .addRandom(UNET + "input_blocks.0.0.weight", 8, channels, 3, 3)
        .addRandom(ATTENTION + "to_k.weight", 8, width);
  }

  private Checkpoint open(String name, SafetensorsWriter writer) {
    Path path = writer.write(folder.resolve(name + ".safetensors"));
    return Checkpoint.open(path, CheckpointOptions.none());
  }
}
