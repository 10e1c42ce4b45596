package dev.gen.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a word that nobody knows may have meant. */
class NearestTest {

  @ParameterizedTest
  @CsvSource({"steps,steps,0", "stesp,steps,1", "step,steps,1", "kitten,sitting,3", "ab,ba,1"})
  void countsInsertionsDeletionsReplacementsAndSwaps(String from, String to, int edits) {
    assertThat(Nearest.edits(from, to)).isEqualTo(edits);
    assertThat(Nearest.edits(to, from)).isEqualTo(edits);
  }

  @Test
  void aSlipHasAtMostAThirdOfItsLettersWrong() {
    assertThat(Nearest.slipOf("smapler", List.of("steps", "sampler"))).contains("sampler");
    assertThat(Nearest.slipOf("sea", List.of("steps", "sampler"))).isEmpty();
  }
}
