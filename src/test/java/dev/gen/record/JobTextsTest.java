package dev.gen.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTextsTest {

  @Test
  void aLoraOfTwoScalesHasBothInItsTagThatOfTheTextEncodersFirst() {
    Job job =
        Job.EMPTY
            .with(Field.PROMPT, "a cat")
            .with(Field.SEED, 5)
            .with(Field.MODEL, "m")
            .with(Field.RNG, "torch")
            .with(Field.VERSION, "1")
            .with(
                Field.LORA,
                List.of(
                    Addition.of("ink").withScale(0.5).withTextEncoderScale(0.8),
                    Addition.of("oil").withScale(0.25)));

    assertThat(JobTexts.of(job).get("parameters"))
        .startsWith("a cat <lora:ink:0.8:0.5> <lora:oil:0.25>\n");
  }
}
