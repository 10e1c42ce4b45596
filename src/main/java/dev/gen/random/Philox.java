package dev.gen.random;

/**
 * The counter-based generator Philox 4x32 with 10 rounds.
 *
 * <p>Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). It has
 * no state: the same counter and key always give the same bits.
 */
final class Philox {

  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;

  private Philox() {}

  /**
   * Returns the four words that belong to a counter.
   *
   * @param counter four words, lowest first; not modified
   * @param key the key's low word in the low half
   */
  static int[] words(int[] counter, long key) {
    int[] c = counter.clone();
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(c[0]);
      long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(c[2]);
      c[0] = (int) (product1 >>> 32) ^ c[1] ^ key0;
      c[1] = (int) product1;
      c[2] = (int) (product0 >>> 32) ^ c[3] ^ key1;
      c[3] = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    return c;
  }
}
