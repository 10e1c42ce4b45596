package dev.gen.words;

import java.util.Optional;

/**
 * Words around a prompt.
 *
 * @param name as users call it
 * @param prompt holds {@code {prompt}} where the prompt stands; without it, follows the prompt
 * @param negative what should not be shown; likewise
 */
public record Style(String name, String prompt, String negative) {

  static final String HOLE = "{prompt}";

  /** Returns words with this style around them. */
  String around(String words) {
    return around(prompt, words);
  }

  /** Returns a negative prompt with this style's around it, empty where both say nothing. */
  Optional<String> negativeAround(Optional<String> words) {
    return negative.isBlank() ? words : Optional.of(around(negative, words.orElse("")));
  }

  private static String around(String template, String words) {
    if (template.contains(HOLE)) {
      return template.replace(HOLE, words);
    }
    if (template.isBlank() || words.isBlank()) {
      return words + template;
    }
    return words + ", " + template;
  }
}
