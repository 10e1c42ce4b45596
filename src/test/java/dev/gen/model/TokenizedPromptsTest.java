package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.model.ModelFamily.NegativeSide;
import dev.gen.text.PromptEncoding;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizedPromptsTest {

  private static List<String> warnings(String dropped, List<String> unknown) {
    PromptEncoding prompt = new PromptEncoding(List.of(), dropped, unknown);
    return new TokenizedPrompts("tiny", prompt, prompt).warnings(NegativeSide.UNUSED);
  }

  @Test
  void repeatsWhatWasDropped() {
    assertThat(warnings("and a dog", List.of()))
        .containsExactly("the prompt is too long; dropped: and a dog");
  }

  @Test
  void repeatsOnlyTheBeginningOfMuch() {
    assertThat(warnings("🐱".repeat(1000), Collections.nCopies(1000, "qux")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(600))
        .anySatisfy(line -> assertThat(line).endsWith("🐱... (1000 characters)"))
        .anySatisfy(line -> assertThat(line).contains("qux, qux", "... (4998 characters)"));
  }
}
