package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.Guess;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.denoise.NoiseLevel;
import dev.gen.graph.RandomModels;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.schedule.SchedulerConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of models that draw in few steps: which timesteps a run visits, and with what guidance. */
class FewStepsTest {

  private static final String UNET = "model.diffusion_model.";

  @TempDir Path folder;

  /** The timesteps are those of the models' own pages. */
  @ParameterizedTest
  @CsvSource({
    "sd_xl_turbo_1.0_fp16, EulerAncestralDiscreteScheduler, 1, 0, 999",
    "DreamShaperXL_Turbo_v2, EulerAncestralDiscreteScheduler, 4, 0, 999 749 499 249",
    "sdxl_lightning_4step, EulerDiscreteScheduler, 4, 0, 999 749 499 249",
    "realvisxlV40_v40LightningBakedvae, EulerDiscreteScheduler, 4, 0, 999 749 499 249",
    "sdxl_lightning_2step_unet, EulerDiscreteScheduler, 2, 0, 999 499",
    "Hyper-SDXL-2steps, DDIMScheduler, 2, 0, 999 499",
    "Hyper-SDXL-1step-Unet, LCMScheduler, 1, 0, 999",
    "lcm-sdxl, LCMScheduler, 4, 1, 999 759 499 259",
    "dmd2_sdxl_4step_unet_fp16, LCMScheduler, 4, 0, 999 749 499 249",
  })
  void theNameTellsTheScheduleTheStepsAndTheGuidanceAndSaysSo(
      String name, String scheduler, int steps, double guidance, String timesteps) {
    Checkpoint checkpoint = open(name, file());

    assertThat(timesteps(checkpoint, steps)).containsExactly(numbers(timesteps));
    assertThat(checkpoint.configs().get("scheduler")).containsEntry("_class_name", scheduler);
    assertThat(checkpoint.configs().get("model_index").get("gen"))
        .isEqualTo(Map.of("default_steps", steps, "default_guidance_scale", guidance));
    assertThat(checkpoint.guesses().stream().filter(Guess::decides).map(Guess::sentence))
        .singleElement()
        .asString()
        .contains(steps == 1 ? "1 step " : steps + " steps", name, scheduler);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hyperrealism_v3",
        "HyperRealistic",
        "turbocharged",
        "enlightening",
        "almclassic",
        "plain",
      })
  void partsOfWordsTellNothing(String name) {
    Checkpoint checkpoint = open(name, file());

    assertThat(checkpoint.guesses()).noneMatch(Guess::decides);
    assertThat(checkpoint.configs().get("model_index")).doesNotContainKey("gen");
  }

  @Test
  void oneStepOfTurboIsTheNoisiestAndOfAPlainFileTheCleanest() {
    assertThat(timesteps(open("sd_xl_turbo_1.0", file()), 1)).containsExactly(999);
    assertThat(timesteps(open("sd_xl_base_1.0", file()), 1)).containsExactly(1);
  }

  @Test
  void theTitleInTheMetadataTellsItToo() {
    Checkpoint checkpoint =
        open("model", file().metadata("modelspec.title", "My SDXL Lightning 8-step"));

    assertThat(timesteps(checkpoint, 8)).startsWith(999).hasSize(8);
    assertThat(checkpoint.guesses().stream().map(Guess::sentence))
        .anyMatch(sentence -> sentence.contains("the title 'My SDXL Lightning 8-step'"));
  }

  @Test
  void oneStepOfLightningPredictsThePicture() {
    assertThat(open("sdxl_lightning_1step_x0", file()).configs().get("scheduler"))
        .containsEntry("prediction_type", "sample");
  }

  @Test
  void aFolderWhoseUNetIsToldTheGuidanceDrawsInFourSteps() {
    Path model = RandomModels.tiny("lcm", folder.resolve("consistent"));

    assertThat(Checkpoint.open(model, CheckpointOptions.none()).configs().get("model_index"))
        .containsEntry("gen", Map.of("default_steps", 4, "default_guidance_scale", 8.5));
  }

  private static double[] timesteps(Checkpoint checkpoint, int steps) {
    SchedulerConfig config = SchedulerConfig.of(checkpoint.configs().get("scheduler"));
    Sampling sampling = SamplingChoice.of(Job.EMPTY.with(Field.STEPS, steps), config);
    return sampling.sampler().path(sampling.path()).levels().stream()
        .mapToDouble(NoiseLevel::timestep)
        .toArray();
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static SafetensorsWriter file() {
    return new SafetensorsWriter()
        .addRandom(UNET + "input_blocks.0.0.weight", 8, 4, 3, 3)
        .addRandom(UNET + "input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight", 8, 2048);
  }

  private Checkpoint open(String name, SafetensorsWriter writer) {
    Path path = writer.write(folder.resolve(name + ".safetensors"));
    return Checkpoint.open(path, CheckpointOptions.none());
  }
}
