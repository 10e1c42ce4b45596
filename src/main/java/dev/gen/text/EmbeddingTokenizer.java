package dev.gen.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tokenizer that also knows the names of learned tokens (textual inversion).
 *
 * <p>A name that stands between other words is replaced by its ids; the text around it is tokenized
 * as before. For example, with {@code moss} of two vectors after a vocabulary of 49408 tokens,
 * {@code a moss wall} gives 320, 49408, 49409, 2569. Closes the tokenizer that it stands on.
 */
public final class EmbeddingTokenizer implements Tokenizer {

  private final Tokenizer tokenizer;
  private final Map<String, int[]> names;
  private final Pattern anyName;

  /**
   * Adds names to a tokenizer.
   *
   * @param names each with its ids, at least one; not empty
   */
  public EmbeddingTokenizer(Tokenizer tokenizer, Map<String, int[]> names) {
    this.tokenizer = tokenizer;
    this.names = Map.copyOf(names);
    this.anyName =
        Pattern.compile(
            names.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")));
  }

  @Override
  public RawTokens tokenize(String text) {
    List<int[]> ids = new ArrayList<>();
    List<int[]> starts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Matcher matcher = anyName.matcher(text);
    int end = 0;
    while (matcher.find()) {
      add(text, end, matcher.start(), ids, starts, unknown);
      int[] learned = names.get(matcher.group());
      int at = text.codePointCount(0, matcher.start());
      ids.add(learned);
      starts.add(IntStream.generate(() -> at).limit(learned.length).toArray());
      end = matcher.end();
    }
    add(text, end, text.length(), ids, starts, unknown);
    return new RawTokens(text, joined(ids), joined(starts), unknown);
  }

  /** Tokenizes a part of the text. */
  private void add(
      String text, int from, int to, List<int[]> ids, List<int[]> starts, List<String> unknown) {
    RawTokens part = tokenizer.tokenize(text.substring(from, to));
    int offset = text.codePointCount(0, from);
    ids.add(part.ids());
    starts.add(Arrays.stream(part.starts()).map(start -> start + offset).toArray());
    unknown.addAll(part.unknownWords());
  }

  private static int[] joined(List<int[]> parts) {
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  @Override
  public SpecialTokens special() {
    return tokenizer.special();
  }

  @Override
  public int maxLength() {
    return tokenizer.maxLength();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
