package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.denoise.GuidanceInterval;
import dev.gen.denoise.NoiseLevel;
import dev.gen.error.InvalidRequestException;
import dev.gen.files.Fingerprints;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.sampler.SamplerKind;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuidanceIntervalTest {

  @TempDir Path folder;

  /** What one run drew, and how many halves the network was asked for in each of its runs. */
  private record Drawn(byte[] rgb, List<Integer> halves) {}

  private Drawn draw(Job job) {
    List<byte[]> pictures = new ArrayList<>();
    List<Integer> halves = new ArrayList<>();
    GenerationListener ear =
        new GenerationListener() {
          @Override
          public void predicted(double timestep, FloatTensor input, FloatTensor output) {
            halves.add(input.shape().size(0));
          }

          @Override
          public void finished(GeneratedImage image) {
            pictures.add(image.image().rgb());
          }
        };
    try (Studio studio =
        Studio.open(
            new ModelLocator(List.of()),
            SessionPool.oneAtATime(new SessionSettings(1)),
            new Fingerprints(folder.resolve("sha256")))) {
      studio.draw(studio.plan(job), ear);
    }
    return new Drawn(pictures.get(0), halves);
  }

  private static Job cat() {
    return Job.EMPTY
        .with(Field.PROMPT, "a red cat")
        .with(Field.NEGATIVE_PROMPT, "dog")
        .with(Field.MODEL, Models.tiny().toString())
        .with(Field.SEED, 3)
        .with(Field.STEPS, 4)
        .with(Field.GUIDANCE_SCALE, 6);
  }

  @ParameterizedTest
  @EnumSource
  void everySamplerIsGuidedOverAllLevelsOverNoneOrInBetween(SamplerKind sampler) {
    Job job = cat().with(Field.SAMPLER, sampler.cliName());

    Drawn usual = draw(job);
    Drawn all = draw(job.with(Field.GUIDANCE_INTERVAL, ".."));
    Drawn none = draw(job.with(Field.GUIDANCE_INTERVAL, "2..2"));
    Drawn unguided = draw(job.with(Field.GUIDANCE_SCALE, 1));

    assertThat(all.rgb()).isEqualTo(usual.rgb());
    assertThat(all.halves()).containsOnly(2);
    assertThat(none.rgb()).isEqualTo(unguided.rgb()).isNotEqualTo(usual.rgb());
    assertThat(none.halves()).containsOnly(1);
  }

  @Test
  void stepsOutsideOfTheIntervalAskForOneHalf() {
    Drawn drawn =
        draw(
            cat()
                .with(Field.SAMPLER, "euler")
                .with(Field.SIGMAS, "14,5,2,0.5")
                .with(Field.GUIDANCE_INTERVAL, "0.5..5"));

    assertThat(drawn.halves()).containsExactly(1, 2, 2, 1);
  }

  @Test
  void aNetworkThatIsToldTheScaleCannotLeaveItOutOfSomeSteps() throws IOException {
    Path model = Models.copyOfTiny(folder);
    OnnxGraph unet = new OnnxGraph("distilled");
    Value sample = unet.input("sample", ElementType.FLOAT, "batch", 4, "height", "width");
    unet.input("timestep", ElementType.FLOAT);
    unet.input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", 6);
    unet.input("timestep_cond", ElementType.FLOAT, "batch", 256);
    unet.output("out_sample", sample, "batch", 4, "height", "width");
    Files.write(model.resolve("unet/model.onnx"), unet.toBytes());
    Job job = cat().with(Field.MODEL, model.toString()).with(Field.GUIDANCE_INTERVAL, "1..2");

    assertThatThrownBy(() -> draw(job))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("guidance_interval cannot be used with")
        .hasMessageContaining("is told the guidance scale");
  }

  @Test
  void aLevelIsToldByItsNoiseRelativeToItsPictureHoweverTheyAreMixed() {
    GuidanceInterval interval = new GuidanceInterval(0.28, 3);

    for (double sigma : new double[] {0.29, 1, 2.99}) {
      assertThat(interval.contains(NoiseLevel.exploding(0, sigma))).isTrue();
      assertThat(interval.contains(NoiseLevel.preserving(0, sigma))).isTrue();
      assertThat(interval.contains(NoiseLevel.flow(0, sigma / (1 + sigma)))).isTrue();
    }
    assertThat(interval.contains(NoiseLevel.exploding(0, 0.28))).as("low").isFalse();
    assertThat(interval.contains(NoiseLevel.exploding(0, 3))).as("high").isTrue();
    assertThat(interval.contains(NoiseLevel.flow(0, 0.76))).isFalse();
    assertThat(GuidanceInterval.ALL.contains(new NoiseLevel(999, 0, 1))).isTrue();
  }
}
