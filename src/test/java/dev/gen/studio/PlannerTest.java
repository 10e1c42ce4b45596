package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.files.Fingerprints;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

  private static final SessionSettings SETTINGS = new SessionSettings(1);

  @TempDir Path folder;

  private Studio studio(SessionPool networks) {
    return Studio.open(
        new ModelLocator(List.of()), networks, new Fingerprints(folder.resolve("sha256")));
  }

  private Plan plan(Job job) {
    return studio(SessionPool.oneAtATime(SETTINGS)).plan(job);
  }

  private static Job cat() {
    return Job.EMPTY.with(Field.PROMPT, "a red cat").with(Field.MODEL, Models.tiny().toString());
  }

  private List<RgbImage> drawn(SessionPool networks, Job... jobs) {
    List<RgbImage> images = new ArrayList<>();
    GenerationListener ear =
        new GenerationListener() {
          @Override
          public void finished(GeneratedImage image) {
            images.add(image.image());
          }
        };
    try (Studio studio = studio(networks)) {
      for (Job job : jobs) {
        studio.draw(studio.plan(job), ear);
      }
    }
    return images;
  }

  @Test
  void leavesNothingOpenThatDecidesPixels() {
    Job job = plan(cat()).job();

    for (Field field :
        List.of(
            Field.PROMPT_SYNTAX,
            Field.CLIP_SKIP,
            Field.MODEL_SHA256,
            Field.WIDTH,
            Field.HEIGHT,
            Field.SAMPLER,
            Field.STEPS,
            Field.ETA,
            Field.GUIDANCE_SCALE,
            Field.GUIDANCE_RESCALE,
            Field.SEED,
            Field.COUNT,
            Field.RNG,
            Field.VAE_TILING,
            Field.VERSION,
            Field.PROCESSOR)) {
      assertThat(job.has(field)).as("%s in %s", field, job).isTrue();
    }
    assertThat(job.text(Field.VAE_TILING)).hasValue("off");
  }

  @Test
  void planningAResolvedJobAgainChangesNothing() {
    Job resolved = plan(cat().with(Field.SIGMAS, "karras").with(Field.SAMPLER, "Euler a")).job();

    assertThat(plan(JobJson.read(JobJson.write(resolved))).job()).isEqualTo(resolved);
  }

  @Test
  void drawsTheSameBytesWhetherNetworksAreKeptOrNot() {
    Job[] jobs = {
      cat().with(Field.SEED, 7).with(Field.COUNT, 2),
      cat().with(Field.SEED, 8),
      cat().with(Field.SEED, 7).with(Field.PROMPT, "a blue dog")
    };

    List<RgbImage> opened = drawn(SessionPool.oneAtATime(SETTINGS), jobs);
    List<RgbImage> kept = drawn(SessionPool.keeping(SETTINGS, Long.MAX_VALUE), jobs);

    assertThat(kept).hasSize(4);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i).rgb()).isEqualTo(opened.get(i).rgb());
    }
    assertThat(opened.get(2).rgb()).as("seed 8 alone").isEqualTo(opened.get(1).rgb());
  }

  @Test
  void refusesAnotherModelThanTheJobWasMadeWith() {
    String known = plan(cat()).job().text(Field.MODEL_SHA256).orElseThrow();

    assertThat(plan(cat().with(Field.MODEL_SHA256, known.substring(0, 10))).job())
        .extracting(job -> job.text(Field.MODEL_SHA256).orElseThrow())
        .isEqualTo(known);
    assertThatThrownBy(() -> plan(cat().with(Field.MODEL_SHA256, "abc")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(known, "expected abc");
  }

  /** The tiny model lies in a folder of models under another name than the job knows. */
  @Test
  void findsAModelByItsContentWhereNobodyHasItsName() throws IOException {
    Job resolved = plan(cat()).job();
    Path models = Models.copyOfTiny(folder).getParent();
    try (Studio elsewhere =
        Studio.open(
            new ModelLocator(List.of(models)),
            SessionPool.oneAtATime(SETTINGS),
            new Fingerprints(folder.resolve("sha256")))) {
      Job asked = resolved.with(Field.MODEL, "its-old-name");

      assertThat(elsewhere.plan(asked).job().text(Field.MODEL))
          .hasValue(models.resolve("tiny").toString());
      assertThatThrownBy(() -> elsewhere.plan(asked.with(Field.MODEL_SHA256, "0123")))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("no model \"its-old-name\"");
    }
  }

  @Test
  void refusesWhatDoesNotFitBeforeAnyNetworkOpens() {
    assertThatThrownBy(() -> plan(cat().with(Field.WIDTH, 100)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("width 100 cannot be made");
    assertThatThrownBy(() -> plan(cat().with(Field.STRENGTH, 0.5)))
        .hasMessageContaining("strength was given without init_image");
    assertThatThrownBy(() -> plan(cat().with(Field.SAMPLER, "eulr")))
        .hasMessageContaining("did you mean euler");
    assertThatThrownBy(() -> plan(cat().with(Field.PROMPT, " ")))
        .hasMessageContaining("prompt is empty");
  }

  @Test
  void recordsTheSeedOfEachPictureAndNoCount() {
    Plan plan = plan(cat().with(Field.SEED, 7).with(Field.COUNT, 3));
    Job record = plan.record(new GeneratedImage(null, 9, 2));

    assertThat(record.seed()).hasValue(9L);
    assertThat(record.has(Field.COUNT)).isFalse();
  }
}
