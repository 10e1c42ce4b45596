package dev.gen.checkpoint;

/**
 * Something that a file does not say and that was concluded from something else.
 *
 * @param sentence what was guessed and from what
 * @param decides whether another answer would give another picture without any error, so that the
 *     user has to hear it
 */
public record Guess(String sentence, boolean decides) {

  /** Returns a guess that an error would show if it were wrong. */
  static Guess aside(String sentence) {
    return new Guess(sentence, false);
  }

  /** Returns a guess that decides the picture. */
  static Guess deciding(String sentence) {
    return new Guess(sentence, true);
  }
}
