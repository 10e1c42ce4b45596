package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.DiffusionModel;
import dev.gen.model.ModelLocator;
import dev.gen.model.OnnxDirectory;
import dev.gen.model.World;
import dev.gen.model.family.ModelFamilies;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.testing.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {

  private static final World WORLD = model().world();

  @TempDir Path folder;

  private static DiffusionModel model() {
    return ModelFamilies.load(OnnxDirectory.open(Path.of("models/storybook")));
  }

  private static Set<String> drawn(String prompt) {
    Set<String> words = new TreeSet<>();
    LongStream.range(0, 60).forEach(seed -> words.add(new Completion(prompt, WORLD).words(seed)));
    return words;
  }

  @Test
  void saysWhatGoesWithTheSubject() {
    assertThat(drawn("a penguin")).containsExactly("a black penguin in the snow, by day");
    assertThat(drawn("cat"))
        .allMatch(words -> words.matches("an? (gray|orange|black|white) cat (in|on) .*, .*"))
        .hasSizeGreaterThan(4);
    assertThat(drawn("whale")).noneMatch(words -> words.contains("night"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a red cat | a red cat .*",
        "cat at night | an? \\w+ cat at night .*",
        "a fish underwater | an? \\w+ fish underwater",
        "two dogs | two [a-z]+ dogs .*",
        "two red dogs | two red dogs .*",
        "red apples | t(wo)?(hree)? red apples .*",
        "flowers | t(wo)?(hree)? [a-z]+ flowers .*",
        "the owl | the \\w+ owl .*",
        "ice cream | an? \\w+ ice cream .*"
      })
  void saysNothingThatThePromptSaysItself(String prompt, String pattern) {
    assertThat(drawn(prompt)).allMatch(words -> words.matches(pattern));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a blue dog in the garden, oil pastel",
        "a red sailboat on the sea at sunset",
        "(cat:1.2)",
        "something else entirely"
      })
  void leavesLongPromptsAndOtherWordsAsTheyAre(String prompt) {
    assertThat(drawn(prompt)).containsExactly(prompt);
  }

  @Test
  void putsANeighbourInThePlaceOfAWordThatTheModelLacks() {
    assertThat(drawn("a yacht")).allMatch(words -> words.contains("sailboat"));
    assertThat(drawn("a blue yacht far out on the sea tonight"))
        .containsExactly("a blue sailboat far out on the sea tonight");
  }

  @Test
  void choosesASubjectWhereOnlyAPlaceIsNamed() {
    assertThat(drawn("the beach"))
        .allMatch(words -> words.endsWith("by day") || words.contains("beach"));
    assertThat(drawn("snow"))
        .allMatch(words -> words.contains("in the snow"))
        .hasSizeGreaterThan(2);
  }

  @Test
  void everyNameOfTheWorldsHabitsIsOneThatItHasWordsFor() {
    WORLD
        .habits()
        .forEach(
            (subject, kinds) -> {
              assertThat(WORLD.words().get("subjects")).containsKey(subject);
              kinds.forEach(
                  (kind, weights) ->
                      assertThat(WORLD.words().get(kind).keySet()).containsAll(weights.keySet()));
            });
  }

  @Test
  void isRecordedWithThePromptAsGivenAndSwitchedOff() {
    Job cat = Job.EMPTY.with(Field.PROMPT, "cat").with(Field.SEED, 4).with(Field.COUNT, 2);
    try (Studio studio =
        Studio.open(
            new ModelLocator(List.of(Path.of("models"))),
            SessionPool.oneAtATime(new SessionSettings(1)),
            new Fingerprints(folder.resolve("sha256")))) {
      Plan plan = studio.plan(cat);
      Job second = plan.record(new GeneratedImage(null, 5, 1));

      assertThat(second.text(Field.PROMPT)).hasValue("cat");
      assertThat(second.text(Field.DRAWN_PROMPT)).hasValue(new Completion("cat", WORLD).words(5));
      assertThat(studio.plan(second).wording()).isEmpty();
      Job off = cat.with(Field.COMPLETION, "off");
      assertThat(studio.plan(off).record(new GeneratedImage(null, 5, 1)).has(Field.DRAWN_PROMPT))
          .isFalse();
      Job tiny = cat.with(Field.MODEL, Models.tiny().toString());
      assertThat(studio.plan(tiny).wording()).isEmpty();
    }
  }
}
