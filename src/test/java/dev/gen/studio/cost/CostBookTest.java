package dev.gen.studio.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gen.job.Field;
import dev.gen.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of costs, and what is told of the next picture. */
class CostBookTest {

  private static final Costs ONE = new Costs(2, 0.5, 1, 1000);

  @TempDir Path folder;

  private CostBook book() {
    return new CostBook(folder.resolve("kept/costs"));
  }

  private static Job job(String model, int side) {
    return Job.EMPTY
        .with(Field.MODEL_SHA256, model)
        .with(Field.WIDTH, side)
        .with(Field.HEIGHT, side)
        .with(Field.SAMPLER, "ddim")
        .with(Field.STEPS, 10)
        .with(Field.COUNT, 3)
        .with(Field.GUIDANCE_SCALE, 3);
  }

  @Test
  void nothingIsToldOfAModelThatHasNotDrawn() {
    book().add(job("abc", 64), 2, ONE);

    assertThat(book().estimate(job("def", 64), 2)).isEmpty();
  }

  @Test
  void theSameWorkCostsWhatItCost() {
    book().add(job("abc", 64), 2, ONE);
    Estimate estimate = book().estimate(job("abc", 64), 2).orElseThrow();

    assertThat(estimate.seconds()).isCloseTo(2 + 3 * (10 * 0.5 + 1), within(1e-9));
    assertThat(estimate.source()).isEqualTo("as measured here");
  }

  @Test
  void anotherSizeIsScaledFromTheNearest() {
    book().add(job("abc", 64), 2, ONE);
    book().add(job("abc", 640), 2, new Costs(9, 9, 9, 9));
    Estimate estimate = book().estimate(job("abc", 128), 2).orElseThrow();

    assertThat(estimate.costs().step()).isCloseTo(4 * 0.5, within(1e-9));
    assertThat(estimate.costs().opening()).isEqualTo(2);
    assertThat(estimate.source()).contains("64 x 64");
  }

  @Test
  void whatMakesStepsCheaperIsAnotherWork() {
    Job quick = job("abc", 64).with(Field.REUSE, 2).with(Field.GUIDANCE_INTERVAL, "0.3..5");
    book().add(job("abc", 64), 2, ONE);
    book().add(quick, 2, new Costs(2, 0.1, 1, 1000));

    assertThat(book().estimate(quick, 2).orElseThrow().costs().step()).isEqualTo(0.1);
    assertThat(book().estimate(job("abc", 64), 2).orElseThrow().costs().step()).isEqualTo(0.5);
    assertThat(book().estimate(job("abc", 64).with(Field.PRECISION, "int8"), 2).orElseThrow())
        .returns("from 64 x 64 with ddim here", Estimate::source);
  }

  @Test
  void onlyTheShareThatIsDrawnAnewTakesSteps() {
    book().add(job("abc", 64), 2, ONE);
    Job again = job("abc", 64).with(Field.INIT_IMAGE, "a.png").with(Field.STRENGTH, 0.5);

    assertThat(book().estimate(again, 2).orElseThrow().seconds())
        .isCloseTo(2 + 3 * (5 * 0.5 + 1), within(1e-9));
  }

  @Test
  void oneDisturbedRunAndTornLinesDoNoHarm() throws IOException {
    CostBook book = book();
    book.add(job("abc", 64), 2, ONE);
    book.add(job("abc", 64), 2, new Costs(200, 50, 100, 1000));
    book.add(job("abc", 64), 2, ONE);
    Files.writeString(folder.resolve("kept/costs"), "abc 64 x", StandardOpenOption.APPEND);

    assertThat(book.estimate(job("abc", 64), 2).orElseThrow().costs()).isEqualTo(ONE);
  }

  @Test
  void whereNothingCanBeWrittenNothingIsRemembered() throws IOException {
    CostBook book = new CostBook(Files.createFile(folder.resolve("file")).resolve("costs"));
    book.add(job("abc", 64), 2, ONE);

    assertThat(book.estimate(job("abc", 64), 2)).isEmpty();
  }
}
