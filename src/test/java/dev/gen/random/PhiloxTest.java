package dev.gen.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Known answers published with Random123 ({@code kat_vectors}, philox4x32 10). */
class PhiloxTest {

  @Test
  void givesThePublishedWordsForZeros() {
    int[] words = Philox.words(new int[4], 0);

    assertThat(words).containsExactly(0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8);
  }

  @Test
  void givesThePublishedWordsForOnes() {
    int[] words = Philox.words(new int[] {-1, -1, -1, -1}, -1L);

    assertThat(words).containsExactly(0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD);
  }

  @Test
  void givesThePublishedWordsForTheDigitsOfPi() {
    int[] counter = {0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344};

    int[] words = Philox.words(counter, 0x299F31D0_A4093822L);

    assertThat(words).containsExactly(0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1);
    assertThat(counter).containsExactly(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344);
  }
}
