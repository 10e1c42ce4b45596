package dev.gen.error;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a word that nobody knows may have meant. */
public final class Nearest {

  private Nearest() {}

  /** Returns the known word that takes the fewest edits, empty where there is none. */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(other -> edits(word, other)));
  }

  /** Returns the known word that the given one is likely a slip of: at most a third is wrong. */
  public static Optional<String> slipOf(String word, Collection<String> known) {
    return of(word, known).filter(other -> edits(word, other) <= Math.max(1, word.length() / 3));
  }

  /** As {@link #slipOf}, as the end of a message: {@code ; did you mean that?} */
  public static Optional<String> question(String word, Collection<String> known) {
    return slipOf(word, known).map(meant -> "; did you mean " + meant + "?");
  }

  /**
   * Counts the letters to insert, delete, replace or swap with the next one (Damerau's distance, no
   * letter edited twice).
   */
  public static int edits(String from, String to) {
    int[] earlier = new int[to.length() + 1];
    int[] before = new int[to.length() + 1];
    Arrays.setAll(before, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int[] now = new int[to.length() + 1];
      now[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
        if (i > 1 && j > 1 && from.regionMatches(i - 2, swapped(to, j), 0, 2)) {
          now[j] = Math.min(now[j], earlier[j - 2] + 1);
        }
      }
      earlier = before;
      before = now;
    }
    return before[to.length()];
  }

  /** Returns the two letters before a place, the other way round. */
  private static String swapped(String text, int end) {
    return "" + text.charAt(end - 1) + text.charAt(end - 2);
  }
}
