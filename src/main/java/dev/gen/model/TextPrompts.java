package dev.gen.model;

import dev.gen.text.PromptSyntax;
import java.util.Optional;

/**
 * What the user asks for in words.
 *
 * @param prompt what the picture shows; may be empty
 * @param negative what it should not show; absent is not the same as empty for some families
 * @param second for models with two text encoders, what the second one reads; the prompt itself
 *     where absent
 * @param secondNegative likewise for the negative prompt
 * @param syntax how weights and long prompts are read
 * @param clipSkip how many of the text encoder's last layers are left out, as in diffusers; 0 or
 *     more
 */
public record TextPrompts(
    String prompt,
    Optional<String> negative,
    Optional<String> second,
    Optional<String> secondNegative,
    PromptSyntax syntax,
    int clipSkip) {

  /** Returns the same with other words for what the picture shows. */
  public TextPrompts withPrompt(String other) {
    return new TextPrompts(other, negative, second, secondNegative, syntax, clipSkip);
  }
}
