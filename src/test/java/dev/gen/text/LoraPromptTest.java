package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {"a cat", "", "a < b > c", "<loras:x:1>", "<lora:open"})
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
        "<lora:x:1:2>",
        "<lora:x:NaN>"
      })
  void refusesAMalformedTag(String tag) {
    assertThatThrownBy(() -> LoraPrompt.parse("a " + tag))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(tag)
        .hasMessageContaining("<lora:name:weight>");
  }
}
