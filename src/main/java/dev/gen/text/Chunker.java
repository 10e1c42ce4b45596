package dev.gen.text;

import dev.gen.error.InvalidRequestException;
import dev.gen.text.WeightedText.Junction;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads the tokens of a long prompt over chunks, as Automatic1111 does.
 *
 * <p>A chunk is full at 75 tokens (for CLIP). If a comma is among its last 20 tokens, what follows
 * the comma moves to the next chunk, so that a phrase stays in one piece; for example, 70 tokens, a
 * comma and 10 more make chunks of 71 and 10 tokens. Source: {@code tokenize_line} in {@code
 * modules/sd_hijack_clip.py} of stable-diffusion-webui, with its default of 20 for comma
 * backtracking.
 */
final class Chunker {

  private static final int COMMA_REACH = 20;
  private static final int NONE = -1;

  /** Every step of a run attends to all of them; 40 chunks of CLIP. */
  private static final int MOST_TOKENS = 3000;

  private final Tokenizer tokenizer;
  private final int room;
  private final int comma;
  private final List<TokenChunk> chunks = new ArrayList<>();
  private final List<String> unknownWords = new ArrayList<>();
  private List<Weighted> open = new ArrayList<>();
  private int lastComma = NONE;

  private Chunker(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.room = tokenizer.maxLength() - tokenizer.special().count();
    this.comma = comma(tokenizer);
  }

  /** The id of a comma, unless the vocabulary lacks it. */
  private static int comma(Tokenizer tokenizer) {
    RawTokens tokens = tokenizer.tokenize(",");
    return tokens.size() == 1 && tokens.unknownWords().isEmpty() ? tokens.ids()[0] : NONE;
  }

  private record Weighted(int id, float weight) {}

  /**
   * Returns the chunks of a prompt that has been read.
   *
   * @throws InvalidRequestException if they have room for more than 3,000 tokens
   */
  static PromptEncoding encode(List<WeightedText> prompt, Tokenizer tokenizer) {
    Chunker chunker = new Chunker(tokenizer);
    for (WeightedText part : prompt) {
      if (part.follows() == Junction.BREAK) {
        chunker.finishChunk();
      }
      chunker.add(part);
    }
    if (!chunker.open.isEmpty() || chunker.chunks.isEmpty()) {
      chunker.finishChunk();
    }
    return new PromptEncoding(chunker.chunks, "", chunker.unknownWords);
  }

  private void add(WeightedText part) {
    RawTokens tokens = tokenizer.tokenize(part.text());
    unknownWords.addAll(tokens.unknownWords());
    for (int id : tokens.ids()) {
      if (id == comma) {
        lastComma = open.size();
      } else if (open.size() == room && lastComma != NONE && room - lastComma <= COMMA_REACH) {
        breakAfterComma();
      }
      if (open.size() == room) {
        finishChunk();
      }
      open.add(new Weighted(id, part.weight()));
    }
  }

  private void breakAfterComma() {
    List<Weighted> moved = List.copyOf(open.subList(lastComma + 1, room));
    open.subList(lastComma + 1, room).clear();
    finishChunk();
    open.addAll(moved);
  }

  private void finishChunk() {
    if ((chunks.size() + 1) * room > MOST_TOKENS) {
      throw new InvalidRequestException(
          "the prompt is too long: at most %d chunks of %d tokens are read; make it shorter"
              .formatted(MOST_TOKENS / room, room));
    }
    int[] content = open.stream().mapToInt(Weighted::id).toArray();
    int[] ids = tokenizer.special().frame(content, tokenizer.maxLength());
    float[] weights = TokenChunk.plain(ids).weights();
    int start = tokenizer.special().count() - 1;
    for (int i = 0; i < content.length; i++) {
      weights[start + i] = open.get(i).weight();
    }
    chunks.add(new TokenChunk(ids, weights));
    open = new ArrayList<>();
    lastComma = NONE;
  }
}
