package dev.gen.text;

import java.util.Arrays;
import java.util.List;

/**
 * A text as a text encoder takes it: framed, cut to the model's length, and padded.
 *
 * @param ids start, tokens, end, padding; as many as the tokenizer's {@code maxLength}
 * @param droppedText the end of the text, which did not fit; empty if all of it did
 * @param unknownWords the pieces of the text that the vocabulary lacks, in order
 */
public record TokenIds(int[] ids, String droppedText, List<String> unknownWords) {

  /** Copies what it is given. */
  public TokenIds {
    ids = ids.clone();
    unknownWords = List.copyOf(unknownWords);
  }

  @Override
  public int[] ids() {
    return ids.clone();
  }

  /** Frames tokens; of too many the first ones are kept, and always the end token. */
  static TokenIds fit(RawTokens tokens, SpecialTokens special, int maxLength) {
    int room = maxLength - special.count();
    int[] kept = Arrays.copyOf(tokens.ids(), Math.min(room, tokens.size()));
    return new TokenIds(
        special.frame(kept, maxLength), tokens.textFrom(room), tokens.unknownWords());
  }
}
