package dev.gen.text;

/**
 * Turns text into the ids that a text encoder was trained on.
 *
 * <p>Exists so that everything above it, the prompt syntax above all, works with any vocabulary and
 * is tested with none. Safe to share between threads; whoever opened it closes it.
 */
public interface Tokenizer extends AutoCloseable {

  /** Returns the tokens of a text, neither framed nor cut. */
  RawTokens tokenize(String text);

  /** Returns the ids that frame a text. */
  SpecialTokens special();

  /** Returns how many ids the text encoder takes, start and end included; 77 for CLIP. */
  int maxLength();

  /**
   * Returns a text framed, cut and padded to {@link #maxLength()}, as diffusers does it.
   *
   * <p>With CLIP's vocabulary {@code encode("a cat")} gives 49406, 320, 2368, and 49407 74 times.
   */
  default TokenIds encode(String text) {
    return TokenIds.fit(tokenize(text), special(), maxLength());
  }

  @Override
  void close();
}
