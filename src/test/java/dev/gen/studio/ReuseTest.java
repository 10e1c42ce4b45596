package dev.gen.studio;

import static dev.gen.testing.Agreement.OF_NETWORKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.Fingerprints;
import dev.gen.graph.RandomModels;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of whole checkpoints in which some steps take deep features of a step before. */
class ReuseTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);

  @TempDir Path folder;

  /**
   * What a run drew.
   *
   * @param outputs of the network, in order
   */
  private record Drawn(byte[] rgb, List<FloatTensor> outputs) {}

  private Drawn draw(SessionPool networks, Job job) {
    List<byte[]> pictures = new ArrayList<>();
    List<FloatTensor> outputs = new ArrayList<>();
    GenerationListener ear =
        new GenerationListener() {
          @Override
          public void predicted(double timestep, FloatTensor input, FloatTensor output) {
            outputs.add(output);
          }

          @Override
          public void finished(GeneratedImage image) {
            pictures.add(image.image().rgb());
          }
        };
    try (Studio studio =
        Studio.open(
            new ModelLocator(List.of()), networks, new Fingerprints(folder.resolve("sha256")))) {
      studio.draw(studio.plan(job), ear);
    }
    return new Drawn(pictures.get(pictures.size() - 1), outputs);
  }

  private Drawn draw(Job job) {
    return draw(SessionPool.oneAtATime(SETTINGS), job);
  }

  private Job cat(String model) {
    return Job.EMPTY
        .with(Field.PROMPT, "a red cat")
        .with(Field.MODEL, RandomModels.tiny(model, folder.resolve(model)).toString())
        .with(Field.SEED, 3)
        .with(Field.STEPS, 5)
        .with(Field.GUIDANCE_SCALE, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sd", "lcm", "sdxl"})
  void everyStepIsWholeWithOneAndEverySecondWithTwo(String model) {
    Job job = cat(model);

    Drawn usual = draw(job);
    Drawn always = draw(job.with(Field.REUSE, 1));
    Drawn reused = draw(job.with(Field.REUSE, 2));

    assertThat(always.rgb()).isEqualTo(usual.rgb());
    assertThat(reused.rgb()).isNotEqualTo(usual.rgb());
    OF_NETWORKS.check("whole", reused.outputs().get(0), usual.outputs().get(0));
    assertThat(reused.outputs().get(1).values()).isNotEqualTo(usual.outputs().get(1).values());
  }

  @Test
  void everyPictureOfARunBeginsAnewAndKeptNetworksDrawTheSame() {
    Job two = cat("sd").with(Field.REUSE, 3).with(Field.COUNT, 2);

    Drawn kept = draw(SessionPool.keeping(SETTINGS, Long.MAX_VALUE), two);
    Drawn alone = draw(two.with(Field.COUNT, 1).with(Field.SEED, 4));

    assertThat(kept.rgb()).isEqualTo(alone.rgb());
  }

  @Test
  void stepsOutsideOfTheGuidanceIntervalTakeTheirHalfOfTheFeatures() {
    Job job =
        cat("sd")
            .with(Field.SAMPLER, "euler")
            .with(Field.SIGMAS, "14,5,2,1,0.5")
            .with(Field.GUIDANCE_INTERVAL, "1..5")
            .with(Field.REUSE, 5);

    List<FloatTensor> outputs = draw(job).outputs();

    assertThat(outputs.stream().map(output -> output.shape().size(0)))
        .containsExactly(1, 2, 2, 1, 1);
  }

  /** The tiny model is one piece; that a larger one is cut the same way is CutUNetTest's claim. */
  @ParameterizedTest
  @ValueSource(strings = {"sd", "sdxl"})
  void sparingMemoryDrawsTheSameAndDecodesLargePicturesInParts(String model) {
    Job job = cat(model).with(Field.WIDTH, 32).with(Field.HEIGHT, 32).with(Field.REUSE, 2);

    Drawn usual = draw(job.with(Field.VAE_TILING, "small"));
    Drawn sparing = draw(SessionPool.sparing(SETTINGS), job);

    assertThat(sparing.rgb()).isEqualTo(usual.rgb());
  }

  @Test
  void anExportIsNotOursToCut() {
    Job job =
        Job.EMPTY
            .with(Field.PROMPT, "a cat")
            .with(Field.MODEL, Models.tiny().toString())
            .with(Field.REUSE, 2);

    assertThatThrownBy(() -> draw(job))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("reuse needs a checkpoint of Stable Diffusion")
        .hasMessageContaining("is an export");
  }
}
