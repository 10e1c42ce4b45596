package dev.gen.text;

import java.util.List;

/**
 * The tokens of a text as they come: not framed, not cut, not padded.
 *
 * @param text what was tokenized
 * @param ids one id for each token
 * @param starts where in {@code text} each token begins, in code points; as many as ids
 * @param unknownWords the pieces of the text that the vocabulary lacks, in order
 */
public record RawTokens(String text, int[] ids, int[] starts, List<String> unknownWords) {

  /** Copies what it is given. */
  public RawTokens {
    ids = ids.clone();
    starts = starts.clone();
    unknownWords = List.copyOf(unknownWords);
    if (ids.length != starts.length) {
      throw new IllegalArgumentException(ids.length + " ids with " + starts.length + " starts");
    }
  }

  /** Returns the number of tokens. */
  public int size() {
    return ids.length;
  }

  @Override
  public int[] ids() {
    return ids.clone();
  }

  @Override
  public int[] starts() {
    return starts.clone();
  }

  /** Returns the text from token {@code index} on; empty if there are not so many tokens. */
  public String textFrom(int index) {
    return index < starts.length
        ? text.substring(text.offsetByCodePoints(0, starts[index])).strip()
        : "";
  }
}
