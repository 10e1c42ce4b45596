package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.text.WeightedText.Junction;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptParserTest {

  /** Stretches are written as text@weight, with a slash before one that starts a chunk. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "normal text               ; normal text@1.000",
        "\"\"                      ; @1.000",
        "an (important) word       ; an @1.000|important@1.100| word@1.000",
        "(unbalanced               ; unbalanced@1.100",
        "[unbalanced               ; unbalanced@0.909",
        "((a)) b                   ; a@1.210| b@1.000",
        "[[a]] b                   ; a@0.826| b@1.000",
        "([a]) b                   ; a b@1.000",
        "(a:1.3) b                 ; a@1.300| b@1.000",
        "(a : 1.3 )                ; a @1.300",
        "(a:-0.5)                  ; a@-0.500",
        "(a (b:2) c:3)             ; a @3.000|b@6.000| c@3.000",
        "(a:0)                     ; a@0.000",
        "((a:1.2) b:1.2)           ; a@1.440| b@1.200",
        "\\(literal\\]             ; (literal]@1.000",
        "(a\\):2)                  ; a)@2.000",
        "a\\\\(b)                  ; a\\@1.000|b@1.100",
        "a\\b                      ; ab@1.000",
        "a) b]                     ; a) b]@1.000",
        "a:1.3) b                  ; a:1.3) b@1.000",
        "16:9 film (noir)          ; 16:9 film @1.000|noir@1.100",
        "(x)(immense:1.5)[y]       ; x@1.100|immense@1.500|y@0.909",
        "(unnecessary)(parens)     ; unnecessaryparens@1.100",
        "a BREAK b                 ; a@1.000|/b@1.000",
        "a BREAK BREAK b           ; a@1.000|/@1.000|/b@1.000",
        "BREAK a                   ; @1.000|/a@1.000",
        "a BREAK                   ; a@1.000|/@1.000",
        "(a:+)                     ; a:+@1.100",
        "BREAKFAST                 ; BREAKFAST@1.000",
        "(a BREAK b:2)             ; a@2.000|/b@2.000",
        "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky)))."
            + " ; a @1.000|house@1.573| @1.100|on@1.000| a @1.100|hill@0.550|, sun, @1.100"
            + "|sky@1.464|.@1.100"
      })
  void readsWeightsAndBreaks(String prompt, String expected) {
    String parsed =
        PromptParser.parse(prompt).stream()
            .map(PromptParserTest::written)
            .collect(Collectors.joining("|"));

    assertThat(parsed).isEqualTo(expected);
  }

  private static String written(WeightedText part) {
    String slash = part.follows() == Junction.BREAK ? "/" : "";
    return String.format(Locale.ROOT, "%s%s@%.3f", slash, part.text(), part.weight());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", ".", "-.."})
  void refusesAWeightThatIsNoNumber(String weight) {
    assertThatThrownBy(() -> PromptParser.parse("(a:" + weight + ")"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("'" + weight + "'");
  }

  @Test
  void survivesHundredsOfBracketsAndRefusesAWeightBeyondNumbers() {
    assertThat(PromptParser.parse("(".repeat(900) + "a")).hasSize(1);
    for (String endless : List.of("(".repeat(1000) + "a", "(a:" + "9".repeat(400) + ")")) {
      assertThatThrownBy(() -> PromptParser.parse(endless))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("infinite weight");
    }
  }

  @Test
  void startsAChunkAtEveryBreakWhateverSpaceIsAround() {
    assertThat(PromptParser.parse("a  BREAK BREAK\n b BREAK"))
        .containsExactly(
            new WeightedText("a", 1, Junction.DIRECTLY),
            new WeightedText("", 1, Junction.BREAK),
            new WeightedText("b", 1, Junction.BREAK),
            new WeightedText("", 1, Junction.BREAK));
  }

  @Test
  void findsBreakOnlyWhereItIsAWord() {
    assertThat(PromptParser.parse("aBREAK BREAKb ÄBREAK")).hasSize(1);
    assertThat(PromptParser.parse("a\u0301".repeat(9) + "\u0301".repeat(100_000))).hasSize(1);
  }

  @Test
  void refusesMoreSignsThanAnybodyTypes() {
    assertThatThrownBy(() -> PromptParser.parse("(a".repeat(20_000)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("10000");
  }
}
