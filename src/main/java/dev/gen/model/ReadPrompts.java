package dev.gen.model;

import java.util.List;

/**
 * Prompts that a model's tokenizers have read.
 *
 * <p>Reading comes long before encoding: what cannot be read is refused before anything is drawn.
 *
 * @param prompts as they were asked for
 * @param tokens what each text encoder gets, in equally many chunks
 */
public record ReadPrompts(TextPrompts prompts, List<TokenizedPrompts> tokens) {

  /** Copies the list. */
  public ReadPrompts {
    tokens = List.copyOf(tokens);
  }
}
