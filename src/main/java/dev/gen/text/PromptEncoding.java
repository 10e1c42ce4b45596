package dev.gen.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt as chunks of tokens, and what of it got lost.
 *
 * <p>Each chunk is run through the text encoder by itself; the outputs are joined along the axis of
 * tokens.
 *
 * @param chunks at least one, all of the tokenizer's {@code maxLength}
 * @param droppedText the end of the prompt, which did not fit; empty if all of it did
 * @param unknownWords the pieces of the prompt that the vocabulary lacks, in order
 */
public record PromptEncoding(
    List<TokenChunk> chunks, String droppedText, List<String> unknownWords) {

  /** Copies what it is given. */
  public PromptEncoding {
    chunks = List.copyOf(chunks);
    unknownWords = List.copyOf(unknownWords);
  }

  /**
   * Returns this with empty chunks added, so that prompt and negative prompt get equally long.
   *
   * @param count number of chunks wanted; with as many or more already, nothing is added
   * @param tokenizer the one that made this
   */
  public PromptEncoding filledTo(int count, Tokenizer tokenizer) {
    List<TokenChunk> filled = new ArrayList<>(chunks);
    while (filled.size() < count) {
      filled.add(TokenChunk.plain(tokenizer.encode("").ids()));
    }
    return new PromptEncoding(filled, droppedText, unknownWords);
  }
}
