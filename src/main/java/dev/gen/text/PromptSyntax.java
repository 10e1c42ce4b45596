package dev.gen.text;

import dev.gen.error.InvalidRequestException;
import java.util.List;

/** How the text of a prompt is understood. */
public enum PromptSyntax {
  /**
   * Every character is text, and what exceeds one chunk is dropped, as diffusers does it.
   *
   * <p>{@code "a (red) cat"} has round brackets in it.
   */
  PLAIN {
    @Override
    public PromptEncoding encode(String prompt, Tokenizer tokenizer) {
      TokenIds ids = tokenizer.encode(prompt);
      List<TokenChunk> chunks = List.of(TokenChunk.plain(ids.ids()));
      return new PromptEncoding(chunks, ids.droppedText(), ids.unknownWords());
    }
  },

  /** Every character is text, and long prompts take as many chunks as they need. */
  CHUNKED {
    @Override
    public PromptEncoding encode(String prompt, Tokenizer tokenizer) {
      return Chunker.encode(
          List.of(new WeightedText(prompt, 1, WeightedText.Junction.DIRECTLY)), tokenizer);
    }
  },

  /**
   * Brackets weigh words and BREAK starts a chunk, as in Automatic1111; long prompts take as many
   * chunks as they need.
   *
   * <p>{@code "a (red:1.3) cat"} has three words, the second of weight 1.3; the rules stand in
   * {@link PromptParser}.
   */
  WEIGHTED {
    @Override
    public PromptEncoding encode(String prompt, Tokenizer tokenizer) {
      return Chunker.encode(PromptParser.parse(prompt), tokenizer);
    }
  };

  /**
   * Returns the chunks of a prompt.
   *
   * @throws InvalidRequestException if the prompt breaks the syntax
   */
  public abstract PromptEncoding encode(String prompt, Tokenizer tokenizer);
}
