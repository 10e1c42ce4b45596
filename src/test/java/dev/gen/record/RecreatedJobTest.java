package dev.gen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.record.container.PictureTexts;
import dev.gen.record.format.RecordFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecreatedJobTest {

  private static RecreatedJob of(String parameters) {
    PictureTexts texts = new PictureTexts(Map.of("parameters", parameters), List.of());
    return RecreatedJob.of(RecordFiles.of(texts), Path.of("picture.png"));
  }

  @Test
  void takesWhatAutomatic1111Says() {
    RecreatedJob found =
        of(
            """
            a cat <lora:ink:0.8>
            Negative prompt: blurry
            Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 5, Size: 512x768,\
             Model hash: 6ce0161689, Model: v1-5, Clip skip: 2, RNG: CPU, Version: v1.9.0\
            """);

    assertThat(found.job())
        .isEqualTo(
            Job.EMPTY
                .with(Field.PROMPT, "a cat <lora:ink:0.8>")
                .with(Field.NEGATIVE_PROMPT, "blurry")
                .with(Field.STEPS, 20)
                .with(Field.SAMPLER, "dpm++2m")
                .with(Field.SIGMAS, "karras")
                .with(Field.GUIDANCE_SCALE, 7)
                .with(Field.SEED, 5)
                .with(Field.WIDTH, 512)
                .with(Field.HEIGHT, 768)
                .with(Field.MODEL, "v1-5")
                .with(Field.MODEL_SHA256, "6ce0161689")
                .with(Field.CLIP_SKIP, 1)
                .with(Field.COMPLETION, "off")
                .with(Field.CHOICES, "off")
                .with(Field.RNG, "torch"));
    assertThat(found.assumptions()).noneMatch(one -> one.contains("noise"));
  }

  @Test
  void saysWhatItAssumes() {
    RecreatedJob found =
        of("a cat\nSteps: 20, Sampler: Nobody's, Seed: 5, Size: 64x64, Denoising strength: 0.5");

    assertThat(found.assumptions())
        .anyMatch(one -> one.contains("noise is that of a graphics card"))
        .anyMatch(one -> one.contains("not Nobody's"))
        .anyMatch(one -> one.contains("started from is not there"))
        .anyMatch(one -> one.contains("model is not said"));
    assertThat(found.job().text(Field.RNG)).hasValue("philox");
  }

  @Test
  void aStrengthOfOneLeavesNothingOfAPicture() {
    RecreatedJob found = of("a cat\nSteps: 20, Seed: 5, Size: 64x64, Denoising strength: 1.0");

    assertThat(found.assumptions()).noneMatch(one -> one.contains("started from"));
  }

  @Test
  void refusesAPictureWithoutARecord() {
    PictureTexts none = new PictureTexts(Map.of(), List.of());

    assertThatThrownBy(() -> RecreatedJob.of(RecordFiles.of(none), Path.of("picture.png")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("picture.png has no record");
  }
}
