package dev.gen.words;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a studio may put into prompts.
 *
 * @param wildcards to choose from; without them, prompts hold no choices at all
 * @param styles read when the first one is named
 */
public record Phrasebook(Optional<Wildcards> wildcards, Supplier<Styles> styles) {

  /** Leaves every prompt as it stands, and knows the program's own styles. */
  public static final Phrasebook NONE =
      new Phrasebook(Optional.empty(), () -> Styles.read(List.of()));

  /** Reads the choices of a prompt, if there are any. */
  public Optional<PromptTemplate> template(String prompt) {
    return wildcards.flatMap(known -> PromptTemplate.of(prompt, known));
  }
}
