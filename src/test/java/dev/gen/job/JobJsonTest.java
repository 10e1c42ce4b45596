package dev.gen.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobJsonTest {

  private static final String LETTERS = "aZ 0:,\"\\\n\t{}[]<>\u00e9\u4e2d\ud83d\ude00";

  @Test
  void whatIsWrittenIsReadBackAsItWas() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      Job job = job(random);

      assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
      assertThat(JobJson.write(job)).doesNotContain("\n");
    }
  }

  /** Sets each field with an even chance. */
  private static Job job(Random random) {
    Job job = Job.EMPTY;
    for (Field field : Field.values()) {
      if (random.nextBoolean()) {
        job = field.isList() ? job.with(field, additions(random)) : set(job, field, random);
      }
    }
    return job;
  }

  /** Takes the first raw value that the field has; between them the kinds cover every type. */
  private static Job set(Job job, Field field, Random random) {
    List<String> choices = field.choices();
    List<Object> values =
        List.of(
            choices.isEmpty()
                ? (Object) random.nextInt(1, 1000)
                : choices.get(random.nextInt(choices.size())),
            random.nextDouble(),
            random.nextInt(1000) + "x" + random.nextInt(1000),
            "0.3..5",
            text(random));
    for (Object value : values) {
      try {
        boolean texts = field == Field.PROMPT || field == Field.NEGATIVE_PROMPT;
        return job.with(field, texts ? text(random) : value);
      } catch (InvalidRequestException e) {
        // The next kind of value fits.
      }
    }
    throw new AssertionError("no value for " + field);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int[] letters = LETTERS.codePoints().toArray();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  private static List<Addition> additions(Random random) {
    return List.of(
        new Addition(
            "n" + text(random),
            random.nextGaussian(),
            random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
            random.nextBoolean() ? Optional.of("ab12") : Optional.empty()),
        Addition.of("other"));
  }

  @Test
  void takesTheSpellingsThatOptionsAndTablesHave() {
    Job read =
        JobJson.read(
            """
            {"prompt": "a cat", "steps": "12", "guidance-scale": 5, "seed": "18446744073709551615",
             "lora": ["ink.safetensors:0.5", {"name": "b", "scale": 2}], "width": null,
             "no_prompt_weights": true}
            """);

    assertThat(read.whole(Field.STEPS)).hasValue(12);
    assertThat(read.decimal(Field.GUIDANCE_SCALE)).hasValue(5.0);
    assertThat(read.seed()).hasValue(-1L);
    assertThat(read.additions(Field.LORA))
        .containsExactly(
            Addition.of("ink.safetensors").withScale(0.5), Addition.of("b").withScale(2));
    assertThat(read.has(Field.WIDTH)).isFalse();
    assertThat(read.text(Field.PROMPT_SYNTAX)).hasValue("plain");
    assertThat(JobJson.write(read)).contains("\"seed\":18446744073709551615");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"steps\": 0} | steps is 0, expected 1 to 1000",
        "{\"steps\": 1.5} | steps is 1.5, expected 1 to 1000",
        "{\"steps\": [1]} | steps is [1], expected 1 to 1000",
        "{\"steps\": 1e400} | steps is Infinity, expected 1 to 1000",
        "{\"seed\": \"1e999999999\"} | seed is",
        "{\"guidance_scale\": \"NaN\"} | guidance_scale is NaN, expected a finite number",
        "{\"seed\": 18446744073709551616} | seed is 18446744073709551616, expected a whole number",
        "{\"rng\": \"dice\"} | rng is \"dice\", expected torch, numpy or philox",
        "{\"crop\": \"left\"} | crop is \"left\", expected two numbers",
        "{\"lora\": [{\"scale\": 1}]} | lora is",
        "{\"lora\": \"a:b\"} | lora is \"a:b\", expected FILE or FILE:SCALE",
        "{\"promt\": \"a cat\"} | a job has no field \"promt\"; did you mean prompt?",
        "{\"prompt\": {}} | prompt is {}, expected a text",
        "{\"prompt\": \"a\", \"prompt\": \"b\"} | not one JSON object",
        "{\"prompt\": \"a\"} {} | not one JSON object",
        "[] | not one JSON object",
        "{ | not one JSON object"
      })
  void refusesWhatNoJobCanSay(String json, String complaint) {
    assertThatThrownBy(() -> JobJson.read(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(complaint)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void whatAJobSaysStandsOverItsDefaults() {
    Job defaults = Job.EMPTY.with(Field.STEPS, 10).with(Field.WIDTH, 64);
    Job job = Job.EMPTY.with(Field.STEPS, 20);

    assertThat(job.over(defaults)).isEqualTo(Job.EMPTY.with(Field.STEPS, 20).with(Field.WIDTH, 64));
  }
}
