package dev.gen.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/** A text as a part of a file name that every file system takes. */
public final class Slug {

  private static final String NO_WORDS = "picture";

  private Slug() {}

  /**
   * Returns letters, their marks and digits of a text, joined by hyphens, as far as the file system
   * can spell them.
   *
   * @param length at most so many characters; no letter loses a mark, only a pile of marks is cut
   * @return never empty
   */
  public static String of(String text, int length) {
    String words =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{Cf}", "")
            .replaceAll("[^\\p{L}\\p{M}\\p{N}]+\\p{M}*", "-")
            .replaceAll("-+", "-")
            .replaceAll("^[-\\p{M}]+", "");
    String cut = cut(words, length).replaceAll("-$", "");
    try {
      return Path.of(cut.isEmpty() ? NO_WORDS : cut).toString();
    } catch (InvalidPathException e) {
      return NO_WORDS;
    }
  }

  private static String cut(String words, int length) {
    if (words.codePointCount(0, words.length()) <= length) {
      return words;
    }
    int end = words.offsetByCodePoints(0, length);
    String kept = words.substring(0, end);
    boolean torn = Character.toString(words.codePointAt(end)).matches("\\p{M}");
    String whole = kept.replaceAll("[^\\p{M}]\\p{M}*$", "");
    return torn && !whole.isEmpty() ? whole : kept;
  }
}
