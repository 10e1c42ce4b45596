package dev.gen.model;

import dev.gen.denoise.Conditioning;
import java.util.List;
import java.util.Optional;

/**
 * Prompts as the denoising network takes them.
 *
 * @param positive for what the picture shows
 * @param negative for what it should not show; empty where guidance does not need it
 * @param warnings sentences for the user: text that was dropped, words that the model lacks
 */
public record EncodedPrompts(
    Conditioning positive, Optional<Conditioning> negative, List<String> warnings) {

  /** Copies the list. */
  public EncodedPrompts {
    warnings = List.copyOf(warnings);
  }
}
