package dev.gen.text;

/**
 * A stretch of a prompt with one weight.
 *
 * @param text the words, with the syntax taken out
 * @param weight 1 for plain words; higher draws the picture more towards them, 0 ignores them
 * @param follows how it follows what stands before it
 */
record WeightedText(String text, float weight, Junction follows) {

  /** What lies between two stretches. */
  enum Junction {
    /** Nothing: the words go on. */
    DIRECTLY,
    /** The word BREAK: the next chunk begins. */
    BREAK
  }
}
