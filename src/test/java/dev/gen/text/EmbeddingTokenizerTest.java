package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.Models;
import dev.gen.testing.WordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EmbeddingTokenizerTest {

  private final WordTokenizer words = new WordTokenizer(77);

  private static RawTokens tokenize(String text) {
    Tokenizer plain = Tokenizers.open(Models.tiny().resolve("tokenizer"), 16);
    try (Tokenizer learned =
        new EmbeddingTokenizer(
            plain, Map.of("moss", new int[] {10, 11}, "moss-2", new int[] {12}), name -> {})) {
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

  @Test
  void findsANameByItsTokensAndNotByItsLetters() {
    try (Tokenizer learned = words("cat wall", name -> {})) {
      assertThat(learned.tokenize("a cat  wall, a cat").ids())
          .containsExactly(id("a"), 10, 11, WordTokenizer.COMMA, id("a"), id("cat"));
      assertThat(learned.tokenize("a cat  wall").starts()).containsExactly(0, 2, 2);
    }
  }

  @Test
  void findsANameBetweenSignsBesideOtherSigns() {
    try (Tokenizer learned = words("<cat>", name -> {})) {
      assertThat(learned.tokenize("a (<cat>), a").ids())
          .containsExactly(id("a"), id("("), 10, 11, id(")"), WordTokenizer.COMMA, id("a"));
    }
  }

  @Test
  void tellsWhichNamesNoTextHad() {
    List<String> unused = new ArrayList<>();
    try (Tokenizer learned = words("cat", unused::add)) {
      learned.tokenize("a dog");
    }
    try (Tokenizer learned = words("cat", unused::add)) {
      learned.tokenize("a cat");
      learned.tokenize("a dog");
    }

    assertThat(unused).containsExactly("cat");
  }

  private int id(String word) {
    return words.id(word);
  }

  private Tokenizer words(String name, Consumer<String> unused) {
    return new EmbeddingTokenizer(words, Map.of(name, new int[] {10, 11}), unused);
  }
}
