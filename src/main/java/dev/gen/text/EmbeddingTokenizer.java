package dev.gen.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tokenizer that also knows the names of learned tokens (textual inversion).
 *
 * <p>A name is found by its own tokens, as Automatic1111 does it: with {@code moss} of two vectors
 * after a vocabulary of 49408 tokens, {@code a Moss wall} gives 320, 49408, 49409, 2569. Names
 * between signs, such as diffusers' {@code <moss>}, and names that the vocabulary cannot spell are
 * found in the text, before anything is tokenized. Of several names the longest is meant. Closes
 * the tokenizer that it stands on.
 */
public final class EmbeddingTokenizer implements Tokenizer {

  /** A name that matches no text. */
  private static final String NEVER = "(?!)";

  private final Tokenizer tokenizer;
  private final Map<String, int[]> names;
  private final Map<String, int[]> spelled = new LinkedHashMap<>();
  private final Pattern inText;
  private final Set<String> unused;
  private final Consumer<String> reporter;

  /**
   * Adds names to a tokenizer.
   *
   * @param names each with its ids, at least one; not empty
   * @param reporter is told on closing which names no text had
   */
  public EmbeddingTokenizer(
      Tokenizer tokenizer, Map<String, int[]> names, Consumer<String> reporter) {
    this.tokenizer = tokenizer;
    this.names = Map.copyOf(names);
    this.unused = new HashSet<>(names.keySet());
    this.reporter = reporter;
    List<String> longestFirst =
        names.keySet().stream().sorted(Comparator.comparing(String::length).reversed()).toList();
    for (String name : longestFirst) {
      RawTokens tokens = tokenizer.tokenize(name);
      if (!isBetweenSigns(name) && tokens.size() > 0 && tokens.unknownWords().isEmpty()) {
        spelled.put(name, tokens.ids());
      }
    }
    this.inText =
        Pattern.compile(
            longestFirst.stream()
                .filter(name -> !spelled.containsKey(name))
                .map(Pattern::quote)
                .reduce((a, b) -> a + "|" + b)
                .map(any -> "(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])")
                .orElse(NEVER));
  }

  private static boolean isBetweenSigns(String name) {
    return !Character.isLetterOrDigit(name.codePointAt(0))
        && !Character.isLetterOrDigit(name.codePointBefore(name.length()));
  }

  @Override
  public RawTokens tokenize(String text) {
    Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Matcher matcher = inText.matcher(text);
    int end = 0;
    while (matcher.find()) {
      add(text, end, matcher.start(), found);
      add(matcher.group(), text.codePointCount(0, matcher.start()), found);
      end = matcher.end();
    }
    add(text, end, text.length(), found);
    return new RawTokens(text, ints(found.ids), ints(found.starts), found.unknown);
  }

  /** The tokens of a text so far. */
  private record Found(List<Integer> ids, List<Integer> starts, List<String> unknown) {}

  /** Tokenizes a part of the text and puts in the names that are spelled in it. */
  private void add(String text, int from, int to, Found found) {
    RawTokens part = tokenizer.tokenize(text.substring(from, to));
    int offset = text.codePointCount(0, from);
    int[] ids = part.ids();
    int[] starts = part.starts();
    int at = 0;
    while (at < ids.length) {
      Optional<String> name = spelledAt(ids, at);
      if (name.isPresent()) {
        add(name.get(), starts[at] + offset, found);
        at += spelled.get(name.get()).length;
      } else {
        found.ids.add(ids[at]);
        found.starts.add(starts[at] + offset);
        at++;
      }
    }
    found.unknown.addAll(part.unknownWords());
  }

  private void add(String name, int start, Found found) {
    unused.remove(name);
    for (int id : names.get(name)) {
      found.ids.add(id);
      found.starts.add(start);
    }
  }

  private Optional<String> spelledAt(int[] ids, int at) {
    return spelled.entrySet().stream()
        .filter(name -> startsWith(ids, at, name.getValue()))
        .max(Comparator.comparing(name -> name.getValue().length))
        .map(Map.Entry::getKey);
  }

  private static boolean startsWith(int[] ids, int at, int[] name) {
    return at + name.length <= ids.length
        && Arrays.equals(ids, at, at + name.length, name, 0, name.length);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
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
    unused.forEach(reporter);
    tokenizer.close();
  }
}
