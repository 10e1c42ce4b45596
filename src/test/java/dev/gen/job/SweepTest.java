package dev.gen.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {

  private static final Job JOB = Job.EMPTY.with(Field.PROMPT, "a red cat, red hat");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps=10,20, 30 | 10/20/30",
        "--steps=2..4 | 2/3/4",
        "guidance-scale=3..9:2 | 3/5/7/9",
        "guidance_scale=0.5..1.25:0.25 | 0.5/0.75/1/1.25",
        "guidance-scale=-1..1 | -1/0/1",
        "seed=5..6,18446744073709551615 | 5/6/18446744073709551615",
        "sampler=euler,dpm++2m | euler/dpm++2m",
        "sigmas=14.6,3.2,0.7;karras | 14.6,3.2,0.7/karras",
        "guidance-interval=0.3..5,1..2 | 0.3..5/1..2",
        "lora=a:0.5,b | a:0.5/b",
        "prompt:red=blue,green | blue/green"
      })
  void readsValuesAndRanges(String text, String values) {
    assertThat(Sweep.parse(text).values())
        .extracting(Sweep.Value::text)
        .containsExactly(values.split("/"));
  }

  @Test
  void saysWhatEachValueChanges() {
    assertThat(Sweep.parse("steps=10,20").values())
        .extracting(value -> value.change().apply(JOB))
        .containsExactly(Job.EMPTY.with(Field.STEPS, 10), Job.EMPTY.with(Field.STEPS, 20));
    assertThat(Sweep.parse("prompt:red=blue").values().get(0).change().apply(JOB))
        .isEqualTo(Job.EMPTY.with(Field.PROMPT, "a blue cat, blue hat"));
    Sweep steps = Sweep.parse("steps=10");
    assertThat(steps.label(steps.values().get(0))).isEqualTo("steps 10");
    Sweep words = Sweep.parse("prompt:red=blue");
    assertThat(words.label(words.values().get(0))).isEqualTo("blue");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps= | sweeps nothing",
        "steps | sweeps nothing",
        "=1,2 | sweeps nothing",
        "'' | sweeps nothing",
        "steps=, | sweeps nothing",
        "stepps=1,2 | did you mean steps?",
        "steps=9..3 | goes over nothing from 9..3",
        "steps=1..9:0 | goes over nothing",
        "steps=a,b | steps is \"a\", expected 1 to 1000",
        "steps=0,1 | steps is 0",
        "guidance-scale=0..1:0.00001 | has 100001 values",
        "count=1,2 | cannot go over count",
        "output=a.png,b.png | cannot go over output"
      })
  void refusesWhatCannotBeSwept(String text, String problem) {
    assertThatThrownBy(() -> Sweep.parse(text)).hasMessageContaining(problem);
  }

  @Test
  void refusesToReplaceAWordThatIsNotThere() {
    Sweep sweep = Sweep.parse("prompt:green=blue");

    assertThatThrownBy(() -> List.of(sweep.values().get(0).change().apply(JOB)))
        .hasMessage("sweep replaces \"green\", which the prompt does not have");
  }
}
