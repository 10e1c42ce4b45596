package dev.gen.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gen.batch.JobKey;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BalanceTest {

  private static final Job JOB = Job.EMPTY.with(Field.PROMPT, "a cat").with(Field.STEPS, 10);

  @Test
  void partsTakeAboutEquallyLongHoweverJobsDiffer() {
    Random random = new Random(7);
    List<Work> works = new ArrayList<>();
    for (int index = 1; index <= 300; index++) {
      Job job = JOB.with(Field.STEPS, 1 + random.nextInt(50)).with(Field.WIDTH, 64);
      works.add(work(index, job, 1 + random.nextInt(4)));
    }

    List<List<Work>> parts = Balance.of(works, 10);

    double mean = cost(works) / 10;
    assertThat(parts).hasSize(10);
    assertThat(parts)
        .allSatisfy(part -> assertThat(cost(part)).isCloseTo(mean, within(mean * 0.05)));
    assertThat(parts.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(works);
  }

  @Test
  void dividesAJobOfManyPicturesWithoutLosingOrRepeatingOne() {
    List<List<Work>> parts = Balance.of(List.of(work(1, JOB, 1001), work(2, JOB, 3)), 8);

    assertThat(parts).hasSize(8);
    List<Integer> pictures =
        parts.stream()
            .flatMap(List::stream)
            .filter(work -> work.index() == 1)
            .flatMap(
                work -> Stream.iterate(work.first(), picture -> picture + 1).limit(work.count()))
            .sorted()
            .toList();
    assertThat(pictures).isEqualTo(Stream.iterate(0, i -> i + 1).limit(1001).toList());
  }

  @Test
  void noPartNeedsTwoModels() {
    List<Work> works = new ArrayList<>();
    for (int index = 1; index <= 40; index++) {
      works.add(work(index, JOB.with(Field.MODEL, index % 2 == 0 ? "small" : "large"), 1));
    }

    assertThat(Balance.of(works, 5))
        .allSatisfy(
            part ->
                assertThat(part.stream().map(work -> work.job().text(Field.MODEL)).distinct())
                    .hasSize(1));
  }

  @Test
  void moreStepsPixelsAndWeightsCostMore() {
    Job job = JOB.with(Field.WIDTH, 256).with(Field.HEIGHT, 256);

    double cost = Cost.ofPicture(job, 1000);

    assertThat(Cost.ofPicture(job.with(Field.STEPS, 20), 1000)).isBetween(1.5 * cost, 2 * cost);
    assertThat(Cost.ofPicture(job.with(Field.WIDTH, 512), 1000)).isEqualTo(2 * cost);
    assertThat(Cost.ofPicture(job, 3000)).isEqualTo(3 * cost);
    assertThat(Cost.ofPicture(job.with(Field.GUIDANCE_SCALE, 1), 1000)).isLessThan(0.6 * cost);
  }

  @Test
  void travelsAsItIs() {
    List<Work> works = List.of(work(1, JOB, 2), work(5, JOB.with(Field.SEED, "9"), 1));

    assertThat(Work.unpack(Work.pack(works))).isEqualTo(works);
  }

  private static Work work(int index, Job job, int count) {
    double cost = Cost.ofPicture(job, 1000) * count;
    return new Work(index, JobJson.write(job), new JobKey("h" + index, 1), 0, count, 0, cost);
  }

  private static double cost(List<Work> works) {
    return works.stream().mapToDouble(Work::cost).sum();
  }
}
