package dev.gen.testing;

import dev.gen.text.RawTokens;
import dev.gen.text.SpecialTokens;
import dev.gen.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tokenizer without a vocabulary: every word and every sign is a token.
 *
 * <p>Ids: 0 padding, 1 start, 2 end, 3 comma, and from 100 on the words in the order in which they
 * first came up. The word "unknown" is unknown.
 */
public final class WordTokenizer implements Tokenizer {

  /** The id of a comma. */
  public static final int COMMA = 3;

  private static final int FIRST_WORD = 100;
  private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]");

  private final int maxLength;
  private final List<String> words = new ArrayList<>();

  /** Takes as many ids, start and end included. */
  public WordTokenizer(int maxLength) {
    this.maxLength = maxLength;
  }

  @Override
  public RawTokens tokenize(String text) {
    List<Integer> ids = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(text);
    int start = 0;
    for (int counted = 0; tokens.find(); counted = tokens.start()) {
      ids.add(id(tokens.group()));
      start += text.codePointCount(counted, tokens.start());
      starts.add(start);
      if (tokens.group().equals("unknown")) {
        unknown.add(tokens.group());
      }
    }
    return new RawTokens(text, ints(ids), ints(starts), unknown);
  }

  /** Returns the id of a word or sign. */
  public int id(String word) {
    if (word.equals(",")) {
      return COMMA;
    }
    if (!words.contains(word)) {
      words.add(word);
    }
    return FIRST_WORD + words.indexOf(word);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public SpecialTokens special() {
    return new SpecialTokens(OptionalInt.of(1), 2, 0);
  }

  @Override
  public int maxLength() {
    return maxLength;
  }

  @Override
  public void close() {}
}
