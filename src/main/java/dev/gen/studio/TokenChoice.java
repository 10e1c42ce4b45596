package dev.gen.studio;

import java.util.Arrays;

/**
 * Which token comes next, by scores and chance.
 *
 * @param temperature divides the scores, so that above 1 all tokens become more alike; at 0 the
 *     likeliest is taken
 * @param topK how many of the likeliest are chosen among; 0 for all
 * @param topP the likeliest that together have this probability are chosen among, above 0 to 1
 *     (Holtzman et al. 2020, arXiv:1904.09751)
 */
record TokenChoice(double temperature, int topK, double topP) {

  /**
   * Chooses a token.
   *
   * @param scores of all tokens, logarithms of what their probabilities are in proportion to
   * @param lot evenly distributed from 0 to 1
   */
  int choose(float[] scores, double lot) {
    int[] order = likeliestFirst(scores);
    if (temperature == 0) {
      return order[0];
    }
    double[] shares = shares(scores, order);
    int last = 0;
    double sum = 0;
    while (last < shares.length && sum < topP) {
      sum += shares[last++];
    }
    double left = lot * sum;
    for (int i = 0; i < last - 1; i++) {
      left -= shares[i];
      if (left < 0) {
        return order[i];
      }
    }
    return order[last - 1];
  }

  /** Returns the probabilities of the tokens that are chosen among, in their order. */
  private double[] shares(float[] scores, int[] order) {
    double[] shares = new double[topK == 0 ? order.length : Math.min(topK, order.length)];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = StrictMath.exp((scores[order[i]] - (double) scores[order[0]]) / temperature);
    }
    double sum = Arrays.stream(shares).sum();
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** Sorts by falling score, of equal ones the first token first: both as bits of one number. */
  private static int[] likeliestFirst(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(scores[i] + 0f);
      int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      keys[i] = (long) ~rising << 32 | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
