package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoraPromptTest {

  @Test
  void takesTheTagsOutOfAPrompt() {
    LoraPrompt parsed =
        LoraPrompt.parse("<lora:ink-v2:0.8>a cat, <lora: My Style :-1>(red)<lora:x>");

    assertThat(parsed.prompt()).isEqualTo("a cat, (red)");
    assertThat(parsed.loras())
        .containsExactly(
            new LoraRequest("ink-v2", 0.8),
            new LoraRequest("My Style", -1),
            new LoraRequest("x", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "<lora:x:0.8:0.5>, 0.5, 0.8",
    "<lora:x:te=0.8:unet=0.5>, 0.5, 0.8",
    "<lora:x:0.7:unet=0.5>, 0.5, 0.7",
    "<lora:x:te=0.3>, 0.3, 0.3",
    "<LORA:x:0.7>, 0.7, 0.7",
    "<lyco:x:0.7>, 0.7, 0.7",
  })
  void textEncodersMayHaveAWeightOfTheirOwn(String tag, double unet, double text) {
    assertThat(LoraPrompt.parse(tag).loras()).containsExactly(new LoraRequest("x", unet, text));
  }

  @Test
  void manyOpenTagsAreReadAtOnce() {
    String prompt = "<lora:".repeat(100_000);

    assertThat(LoraPrompt.parse(prompt).prompt()).isEqualTo(prompt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a cat", "", "a < b > c", "<loras:x:1>", "<lora:open", "<lora:a <b"})
  void leavesAPromptWithoutTagsAlone(String prompt) {
    assertThat(LoraPrompt.parse(prompt).prompt()).isEqualTo(prompt);
    assertThat(LoraPrompt.parse(prompt).loras()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<lora:>",
        "<lora::1>",
        "<lora:x:>",
        "<lora:x:big>",
        "<lora:x:1:2:3>",
        "<lora:x:1:big>",
        "<lora:x:block=1>",
        "<lora:x:NaN>"
      })
  void refusesAMalformedTag(String tag) {
    assertThatThrownBy(() -> LoraPrompt.parse("a " + tag))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(tag)
        .hasMessageContaining("<lora:name:weight>");
  }
}
