package dev.gen.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.batch.JobKey;
import dev.gen.batch.JobLine;
import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.spark.ManifestRow.Failed;
import dev.gen.studio.Studio;
import dev.gen.testing.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkListTest {

  private static final Job DEFAULTS =
      Job.EMPTY.with(Field.MODEL, Models.tiny().toString()).with(Field.STEPS, 2);

  private final ModelLocator locator = new ModelLocator(List.of());
  private final Studio studio =
      Studio.open(
          locator,
          SessionPool.oneAtATime(new SessionSettings(1)),
          new Fingerprints(Path.of("target/worklist-sha256")));

  @AfterEach
  void close() {
    studio.close();
  }

  @Test
  void equalJobsWithoutSeedsGetSeedsOfTheirOwnThatStayTheSame() {
    String[] jobs = {"{\"prompt\": \"a cat\"}", "{\"prompt\": \"a cat\"}"};

    List<Work> works = list(WorkList.Done.NOTHING, jobs).works();

    assertThat(works.stream().map(work -> work.job().seed().orElseThrow()))
        .doesNotHaveDuplicates()
        .isEqualTo(
            list(WorkList.Done.NOTHING, jobs).works().stream()
                .map(work -> work.job().seed().orElseThrow())
                .toList());
  }

  @Test
  void jobsCarryTheSha256OfTheModelThatTheDriverHas() {
    Work work = list(WorkList.Done.NOTHING, "{\"prompt\": \"a cat\"}").works().get(0);

    String sha256 = studio.plan(work.job()).job().text(Field.MODEL_SHA256).orElseThrow();
    assertThat(work.job().text(Field.MODEL_SHA256)).contains(sha256);
    assertThat(sha256).hasSize(64);
  }

  @Test
  void leavesOutWhatIsDone() {
    Set<Integer> done = Set.of(0, 3);
    WorkList.Done some =
        new WorkList.Done() {
          @Override
          public boolean isDone(JobKey job, int picture) {
            return done.contains(picture);
          }

          @Override
          public Optional<String> seed(JobKey job) {
            return Optional.of("77");
          }
        };

    WorkList list = list(some, "{\"prompt\": \"a cat\", \"count\": 6}");

    assertThat(list.skipped()).isEqualTo(2);
    assertThat(list.works().stream().map(work -> work.first() + "+" + work.count()))
        .containsExactly("1+2", "4+2");
    assertThat(list.works().get(0).job().seed()).contains(77L);
    assertThat(list.works().get(0).job().has(Field.COUNT)).isFalse();
  }

  @Test
  void aBadLineIsARowAndTheOthersAreWork() {
    WorkList list =
        list(
            WorkList.Done.NOTHING,
            "{\"prompt\": 3",
            "{\"prompt\": \"a cat\"}",
            "{\"prompt\": \"a cat\", \"output\": \"../cat.png\"}",
            "{\"prompt\": \"a cat\", \"output\": \"/cat.png\"}",
            "{\"prompt\": \"a cat\", \"model\": \"/no/model\"}");

    assertThat(list.works()).extracting(Work::index).containsExactly(2);
    assertThat(list.refused().stream().map(row -> row.index() + " " + ((Failed) row.end()).kind()))
        .containsExactly("1 request", "3 request", "4 request", "5 model");
    assertThat(list.refused().stream().map(row -> ((Failed) row.end()).message()))
        .anyMatch(message -> message.contains("expected a name within the folder of the batch"))
        .anyMatch(message -> message.contains("a driver without a copy of a model needs its"));
  }

  @Test
  void aDriverWithoutAModelTakesItsSha256FromTheJob() {
    String job = "{\"prompt\": \"a cat\", \"model\": \"/no/model\", \"model_sha256\": \"ab\"}";

    assertThat(list(WorkList.Done.NOTHING, job).works()).hasSize(1);
  }

  @Test
  void numbersPicturesWhoseNamesMayBeTheSame() {
    WorkList list =
        list(
            WorkList.Done.NOTHING,
            "{\"prompt\": \"a cat\", \"output\": \"cat.png\", \"count\": 3}",
            "{\"prompt\": \"a dog\", \"output\": \"cat.png\"}",
            "{\"prompt\": \"a dog\", \"output\": \"{index}-{seed}.png\"}",
            "{\"prompt\": \"a cow\"}");

    assertThat(list.works()).extracting(Work::number).containsExactly(1, 4, 0, 0);
  }

  private WorkList list(WorkList.Done done, String... jobs) {
    WorkList list = new WorkList(DEFAULTS, "", new KnownModels(locator, studio), done);
    for (int i = 0; i < jobs.length; i++) {
      String json = jobs[i];
      list.add(new JobLine(i + 1, i + 1, () -> JobJson.read(json)));
    }
    return list;
  }
}
