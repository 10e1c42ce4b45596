package dev.gen.words;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A prompt with choices in it: {@code a {red|blue} __animal__}.
 *
 * <p>The subset of the language of Dynamic Prompts that docs/prompts.md lists. All wildcards are
 * looked up when a template is made, so that a missing one is told before anything is drawn.
 * Immutable.
 */
public final class PromptTemplate {

  /** So that choices are not those that the same seed makes elsewhere. */
  private static final long SALT = 0x63686f69636573L;

  private final Part whole;

  private PromptTemplate(Part whole) {
    this.whole = whole;
  }

  /**
   * Reads a prompt.
   *
   * @return empty if there is nothing to choose and nothing escaped in it
   * @throws dev.gen.error.InvalidRequestException if choices do not end, or a wildcard is missing,
   *     empty or refers to itself
   */
  public static Optional<PromptTemplate> of(String prompt, Wildcards wildcards) {
    Part whole = new TemplateParser(prompt, new WildcardChoices(wildcards)).parse();
    return whole.equals(new Part.Text(prompt))
        ? Optional.empty()
        : Optional.of(new PromptTemplate(whole));
  }

  /** Returns the words that a seed chooses. */
  public String words(long seed) {
    return tidy(whole.drawn(new SplittableRandom(seed ^ SALT)));
  }

  /** Returns how many combinations of choices there are, at most 2^40. */
  public long combinations() {
    return whole.ways();
  }

  /**
   * Returns the words of a combination; the last choice changes first.
   *
   * @param number from 1 to {@link #combinations()}
   */
  public String combination(long number) {
    return tidy(whole.way(number - 1));
  }

  /** Takes out the gaps that choices of nothing leave. */
  private static String tidy(String words) {
    return words.replaceAll("[ \\t]{2,}", " ").replaceAll(" ,", ",").strip();
  }
}
