package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletedPainterTest {

  private static final String WORLD =
      "{\"subjects\":{\"cat\":[\"cat\"]},\"colors\":{\"red\":[\"red\"]},"
          + "\"habits\":{\"subjects\":{\"cat\":{\"colors\":{\"red\":1}}}}}";

  @TempDir Path folder;

  @Test
  void tellsEveryPictureOfAWholeRunByItsIndex() throws IOException {
    Path model = Models.copyOfTiny(folder);
    Files.writeString(model.resolve("world.json"), WORLD);
    Job job =
        Job.EMPTY
            .with(Field.PROMPT, "a cat")
            .with(Field.MODEL, model.toString())
            .with(Field.STEPS, 1)
            .with(Field.COUNT, 2)
            .with(Field.SEED, 7);
    List<String> heard = new ArrayList<>();

    SessionPool networks = SessionPool.oneAtATime(new SessionSettings(1));
    Fingerprints known = new Fingerprints(folder.resolve("sha256"));
    try (Studio studio = Studio.open(new ModelLocator(List.of()), networks, known)) {
      studio.draw(studio.plan(job), new Notes(heard));
    }

    assertThat(heard)
        .containsExactly(
            "completed 0",
            "denoised 0",
            "updated 0",
            "finished 0",
            "completed 1",
            "denoised 1",
            "updated 1",
            "finished 1");
  }

  private record Notes(List<String> heard) implements GenerationListener {
    @Override
    public void completed(int picture, String words) {
      heard.add("completed " + picture);
    }

    @Override
    public void denoised(int picture, Moment moment) {
      heard.add("denoised " + picture);
    }

    @Override
    public void updated(int picture, int done, int total, FloatTensor latent) {
      heard.add("updated " + picture);
    }

    @Override
    public void finished(GeneratedImage image) {
      heard.add("finished " + image.index());
    }
  }
}
