package dev.gen.text;

import java.util.Arrays;

/**
 * As many tokens as a text encoder takes at once, each with a weight.
 *
 * <p>Weights are for the encoder's output: Automatic1111 multiplies each token's row by its weight
 * and then scales the whole so that its mean is what it was ({@code EmphasisOriginal} in {@code
 * modules/sd_emphasis.py}).
 *
 * @param ids start, tokens, end, padding; as many as the tokenizer's {@code maxLength}
 * @param weights as many as ids; 1 for start, end and padding
 */
public record TokenChunk(int[] ids, float[] weights) {

  /** Copies what it is given. */
  public TokenChunk {
    ids = ids.clone();
    weights = weights.clone();
    if (ids.length != weights.length) {
      throw new IllegalArgumentException(ids.length + " ids with " + weights.length + " weights");
    }
  }

  /** Returns ids that all weigh 1. */
  static TokenChunk plain(int[] ids) {
    float[] weights = new float[ids.length];
    Arrays.fill(weights, 1);
    return new TokenChunk(ids, weights);
  }

  @Override
  public int[] ids() {
    return ids.clone();
  }

  @Override
  public float[] weights() {
    return weights.clone();
  }

  /** Returns whether any weight differs from 1. */
  public boolean isWeighted() {
    for (float weight : weights) {
      if (weight != 1) {
        return true;
      }
    }
    return false;
  }
}
