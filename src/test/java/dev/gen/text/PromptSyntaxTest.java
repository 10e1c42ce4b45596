package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.testing.WordTokenizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Chunks of 75 words between start and end. */
class PromptSyntaxTest {

  private final WordTokenizer tokenizer = new WordTokenizer(77);

  @Test
  void refusesAPromptThatNoRunCouldAttendTo() {
    assertThatThrownBy(() -> PromptSyntax.WEIGHTED.encode("cat ".repeat(75 * 40 + 1), tokenizer))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("at most 40 chunks of 75 tokens");
    assertThat(PromptSyntax.WEIGHTED.encode("cat ".repeat(75 * 40), tokenizer).chunks())
        .hasSize(40);
    assertThat(PromptSyntax.WEIGHTED.encode("a" + " ".repeat(100_000) + "cat", tokenizer).chunks())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreCharactersThanAnybodyTypes(PromptSyntax syntax) {
    assertThatThrownBy(() -> syntax.encode(" ".repeat(200_001), tokenizer))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("200001 characters");
  }

  @ParameterizedTest
  @EnumSource
  void framesAndPadsAShortPrompt(PromptSyntax syntax) {
    PromptEncoding encoding = syntax.encode("red cat", tokenizer);

    assertThat(encoding.chunks()).hasSize(1);
    TokenChunk chunk = encoding.chunks().get(0);
    assertThat(chunk.ids()).hasSize(77).startsWith(1, 100, 101, 2, 0).endsWith(0);
    assertThat(chunk.isWeighted()).isFalse();
    assertThat(encoding.droppedText()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void givesTheEmptyPromptOneChunk(PromptSyntax syntax) {
    assertThat(syntax.encode("", tokenizer).chunks()).hasSize(1);
  }

  @Test
  void dropsTheEndOfALongPlainPrompt() {
    PromptEncoding encoding = PromptSyntax.PLAIN.encode(words(75) + " then more", tokenizer);

    assertThat(encoding.chunks()).hasSize(1);
    assertThat(encoding.chunks().get(0).ids()).startsWith(1).endsWith(2);
    assertThat(encoding.droppedText()).isEqualTo("then more");
  }

  /** Lengths of parts joined by commas, and the lengths of the chunks that come of them. */
  @ParameterizedTest
  @CsvSource({
    "75, 75",
    "76, 75 1",
    "150, 75 75",
    "151, 75 75 1",
    "70 10, 71 10", // the comma is 5 from the end
    "55 30, 56 30", // the comma is 20 from the end
    "54 30, 75 10", // the comma is 21 from the end
    "74 10, 75 10", // the comma ends the chunk
    "75 10, 75 11", // the comma starts the next
    "60 10 10, 72 10", // the last of two commas counts
    "70 74 10, 71 75 10" // what moved fills the next chunk up
  })
  void breaksLongPromptsAtACommaNearTheEnd(String parts, String expected) {
    String prompt =
        Arrays.stream(parts.split(" "))
            .map(count -> words(Integer.parseInt(count)))
            .collect(Collectors.joining(","));

    for (PromptSyntax syntax : List.of(PromptSyntax.CHUNKED, PromptSyntax.WEIGHTED)) {
      assertThat(lengths(syntax.encode(prompt, tokenizer))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"a BREAK b c, 1 2", "BREAK a, 0 1", "a BREAK, 1", "a BREAK BREAK b, 1 0 1"})
  void startsAChunkAtBreak(String prompt, String expected) {
    assertThat(lengths(PromptSyntax.WEIGHTED.encode(prompt, tokenizer))).isEqualTo(expected);
  }

  @Test
  void takesBracketsAndBreakForTextWhereTheyAreNotSyntax() {
    assertThat(lengths(PromptSyntax.CHUNKED.encode("(a:2) BREAK", tokenizer))).isEqualTo("6");
    assertThat(lengths(PromptSyntax.PLAIN.encode("(a:2) BREAK", tokenizer))).isEqualTo("6");
  }

  @Test
  void weighsEachTokenOfAStretch() {
    PromptEncoding encoding = PromptSyntax.WEIGHTED.encode("a (red cat:1.5), [x]", tokenizer);

    TokenChunk chunk = encoding.chunks().get(0);
    assertThat(chunk.weights())
        .startsWith(1, 1, 1.5f, 1.5f, 1, (float) (1 / 1.1), 1, 1)
        .hasSize(77);
    assertThat(chunk.isWeighted()).isTrue();
  }

  @Test
  void movesWeightsWithTheirTokens() {
    String prompt = words(70) + ", (" + words(10) + ":1.5)";

    List<TokenChunk> chunks = PromptSyntax.WEIGHTED.encode(prompt, tokenizer).chunks();

    assertThat(chunks.get(0).isWeighted()).isFalse();
    assertThat(chunks.get(1).weights()[1]).isEqualTo(1.5f);
    assertThat(chunks.get(1).weights()[10]).isEqualTo(1.5f);
    assertThat(chunks.get(1).weights()[11]).isEqualTo(1f);
  }

  @ParameterizedTest
  @EnumSource
  void namesUnknownWords(PromptSyntax syntax) {
    assertThat(syntax.encode("an unknown word", tokenizer).unknownWords())
        .containsExactly("unknown");
  }

  @Test
  void fillsUpWithEmptyChunks() {
    PromptEncoding encoding = PromptSyntax.CHUNKED.encode("cat", tokenizer);

    PromptEncoding filled = encoding.filledTo(3, tokenizer);

    assertThat(lengths(filled)).isEqualTo("1 0 0");
    assertThat(filled.filledTo(2, tokenizer)).isEqualTo(filled);
  }

  private static String words(int count) {
    return String.join(" ", Collections.nCopies(count, "w"));
  }

  /** Counts the tokens before the end token of each chunk. */
  private static String lengths(PromptEncoding encoding) {
    return encoding.chunks().stream()
        .map(TokenChunk::ids)
        .map(ids -> IntStream.range(0, ids.length).filter(i -> ids[i] == 2).findFirst().orElse(0))
        .map(end -> String.valueOf(end - 1))
        .collect(Collectors.joining(" "));
  }
}
