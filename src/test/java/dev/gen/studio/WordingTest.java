package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.files.Fingerprints;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.testing.Models;
import dev.gen.words.Phrasebook;
import dev.gen.words.PromptTemplate;
import dev.gen.words.Styles;
import dev.gen.words.Wildcards;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordingTest {

  private static final Job TINY =
      Job.EMPTY.with(Field.MODEL, Models.tiny().toString()).with(Field.SEED, 3);
  private static final String CHOICES = "a {red|blue|green} {cat|dog} here";

  @TempDir Path folder;
  private Studio bare;
  private Studio studio;

  @BeforeEach
  void open() {
    bare =
        Studio.open(
            new ModelLocator(List.of(Path.of("models"))),
            SessionPool.oneAtATime(new SessionSettings(1)),
            new Fingerprints(folder.resolve("sha256")));
    studio =
        bare.with(new Phrasebook(Optional.of(new Wildcards(folder)), () -> Styles.read(List.of())));
  }

  @AfterEach
  void close() {
    bare.close();
  }

  private String chosen(long seed) {
    return PromptTemplate.of(CHOICES, new Wildcards(folder)).orElseThrow().words(seed);
  }

  @Test
  void eachPictureOfACountIsDrawnAndRecordedWithItsOwnChoices() {
    Plan plan = studio.plan(TINY.with(Field.PROMPT, CHOICES).with(Field.COUNT, 4));
    List<String> drawn = new ArrayList<>();
    List<String> heard = new ArrayList<>();

    studio.draw(
        plan,
        new GenerationListener() {
          @Override
          public void completed(int picture, String words) {
            heard.add(words);
          }

          @Override
          public void finished(GeneratedImage image) {
            Job record = plan.record(image);
            assertThat(record.text(Field.PROMPT)).hasValue(CHOICES);
            drawn.add(record.text(Field.DRAWN_PROMPT).orElseThrow());
          }
        });

    assertThat(drawn).containsExactly(chosen(3), chosen(4), chosen(5), chosen(6)).isEqualTo(heard);
    assertThat(drawn.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void drawsARecordedPictureFromItsWordsWhateverTheWildcardsSayNow() {
    Job record =
        studio.plan(TINY.with(Field.PROMPT, CHOICES)).record(new GeneratedImage(null, 3, 0));

    Plan again = bare.plan(record);

    assertThat(again.record(new GeneratedImage(null, 3, 0))).isEqualTo(record);
  }

  @Test
  void drawsACombinationByItsNumber() {
    Job job = TINY.with(Field.PROMPT, CHOICES);

    assertThat(studio.combinations(job)).isEqualTo(6);
    Plan plan = studio.plan(job.with(Field.COMBINATION, 4).with(Field.COUNT, 2));
    assertThat(plan.job().text(Field.DRAWN_PROMPT)).hasValue("a blue dog here");
    assertThatThrownBy(() -> studio.plan(job.with(Field.COMBINATION, 7)))
        .hasMessage("combination is 7, but the prompt has 6 combinations of choices");
  }

  @Test
  void readsNoChoicesWhereTheyAreSwitchedOffOrPromptsArePlain() {
    Job job = TINY.with(Field.PROMPT, CHOICES);

    for (Plan plan :
        List.of(
            studio.plan(job.with(Field.CHOICES, "off")),
            studio.plan(job.with(Field.PROMPT_SYNTAX, "plain")),
            bare.plan(job))) {
      assertThat(plan.job().has(Field.DRAWN_PROMPT)).isFalse();
      assertThat(plan.wording()).isEmpty();
    }
  }

  @Test
  void takesLorasFromChoicesButNotDifferentOnesForACount() {
    Job job = TINY.with(Field.PROMPT, "a cat {<lora:one:1>|<lora:two:1>}");

    assertThat(Wording.of(job.with(Field.COMBINATION, 2).with(Field.COUNT, 1), book()).described())
        .satisfies(
            described -> {
              assertThat(described.additions(Field.LORA)).extracting("name").containsExactly("two");
              assertThat(described.text(Field.PROMPT)).isEqualTo(job.text(Field.PROMPT));
            });
    assertThatThrownBy(() -> studio.plan(job.with(Field.COUNT, 20)))
        .hasMessageContaining("choices that add different LoRAs");
  }

  private Phrasebook book() {
    return new Phrasebook(Optional.of(new Wildcards(folder)), () -> Styles.read(List.of()));
  }

  @Test
  void putsStylesAroundPromptsAndRecordsThem() {
    Job job =
        TINY.with(Field.PROMPT, "one two three four")
            .with(Field.NEGATIVE_PROMPT, "fog")
            .with(Field.STYLE, List.of("ink", "poster"));

    Job record = studio.plan(job).record(new GeneratedImage(null, 3, 0));

    assertThat(record.text(Field.DRAWN_PROMPT).orElseThrow())
        .startsWith("vintage travel poster of ink drawing of one two three four, confident");
    assertThat(record.text(Field.DRAWN_NEGATIVE_PROMPT).orElseThrow()).startsWith("fog, color");
    assertThat(record.text(Field.NEGATIVE_PROMPT)).hasValue("fog");
    assertThat(record.texts(Field.STYLE)).containsExactly("ink", "poster");
    assertThat(bare.plan(record).record(new GeneratedImage(null, 3, 0))).isEqualTo(record);
    assertThatThrownBy(() -> studio.plan(job.with(Field.STYLE, "postr")))
        .hasMessageContaining("did you mean \"poster\"?");
  }

  @Test
  void completesWhatIsChosenAndPutsStylesAroundThat() {
    Job job =
        Job.EMPTY
            .with(Field.PROMPT, "{penguin|penguin}")
            .with(Field.STYLE, "watercolor")
            .with(Field.SEED, 1);

    assertThat(studio.plan(job).record(new GeneratedImage(null, 1, 0)).text(Field.DRAWN_PROMPT))
        .hasValueSatisfying(
            words ->
                assertThat(words).startsWith("a black penguin in the snow, by day, watercolor"));
  }
}
