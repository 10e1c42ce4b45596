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
      TokenIds ids = tokenizer.encode(bounded(prompt));
      List<TokenChunk> chunks = List.of(TokenChunk.plain(ids.ids()));
      return new PromptEncoding(chunks, ids.droppedText(), ids.unknownWords());
    }
  },

  /** Every character is text, and long prompts take as many chunks as they need. */
  CHUNKED {
    @Override
    public PromptEncoding encode(String prompt, Tokenizer tokenizer) {
      return Chunker.encode(
          List.of(new WeightedText(bounded(prompt), 1, WeightedText.Junction.DIRECTLY)), tokenizer);
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
      return Chunker.encode(PromptParser.parse(bounded(prompt)), tokenizer);
    }
  };

  /** More than anybody types; what is below is read in a second. */
  private static final int MOST_CHARACTERS = 200_000;

  /**
   * Returns the chunks of a prompt.
   *
   * @throws InvalidRequestException if the prompt breaks the syntax, or is longer than 200,000
   *     characters or its chunks than 3,000 tokens
   */
  public abstract PromptEncoding encode(String prompt, Tokenizer tokenizer);

  private static String bounded(String prompt) {
    if (prompt.length() > MOST_CHARACTERS) {
      throw new InvalidRequestException(
          "the prompt has %d characters, at most %d are read; make it shorter"
              .formatted(prompt.length(), MOST_CHARACTERS));
    }
    return prompt;
  }
}
