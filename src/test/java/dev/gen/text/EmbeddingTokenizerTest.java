package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.Models;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingTokenizerTest {

  private static RawTokens tokenize(String text) {
    Tokenizer plain = Tokenizers.open(Models.tiny().resolve("tokenizer"), 16);
    try (Tokenizer learned =
        new EmbeddingTokenizer(
            plain, Map.of("moss", new int[] {10, 11}, "moss-2", new int[] {12}))) {
      return learned.tokenize(text);
    }
  }

  @Test
  void replacesANameByItsTokens() {
    assertThat(tokenize("a moss cat").ids()).containsExactly(4, 10, 11, 7);
    assertThat(tokenize("a moss cat").starts()).containsExactly(0, 2, 2, 7);
  }

  @Test
  void prefersTheLongerName() {
    assertThat(tokenize("moss-2 moss").ids()).containsExactly(12, 10, 11);
  }

  @Test
  void leavesPartsOfWordsAlone() {
    assertThat(tokenize("a mossy cat").unknownWords()).containsExactly("mossy");
  }
}
