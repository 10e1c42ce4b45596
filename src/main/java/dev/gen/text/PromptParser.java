package dev.gen.text;

import dev.gen.error.InvalidRequestException;
import dev.gen.text.WeightedText.Junction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the weights in a prompt, in the syntax of Automatic1111.
 *
 * <pre>
 *   (cat)       weighs 1.1          [cat]      weighs 1 / 1.1
 *   (cat:1.3)   weighs 1.3          ((cat))    weighs 1.21
 *   \(cat\)     weighs 1, in round brackets    a BREAK b  starts a chunk before b
 * </pre>
 *
 * <p>For example {@code a (red:1.2) cat} gives "a " at 1, "red" at 1.2 and " cat" at 1. A bracket
 * that is not closed reaches to the end; a closing one without its partner is a character like any
 * other; a backslash before anything else is dropped. Source: {@code parse_prompt_attention} in
 * {@code modules/prompt_parser.py} of stable-diffusion-webui.
 *
 * <p>Deviation: BREAK works inside brackets too. Limitations: prompts that change while the picture
 * is drawn, {@code [from:to:when]} and {@code [a|b]}, and prompts joined by AND are not understood;
 * their words are taken as they stand.
 */
final class PromptParser {

  private static final double ROUND = 1.1;
  private static final double SQUARE = 1 / 1.1;
  private static final Pattern SYNTAX =
      Pattern.compile(
          """
          (?x) \\\\ (?<escaped> [()\\[\\]\\\\]? )
          | (?<round> \\( )
          | (?<square> \\[ )
          | : \\s*+ (?<weight> [+-]? [.\\d]++ ) \\s*+ \\)
          | (?<roundEnd> \\) )
          | (?<squareEnd> \\] )
          | (?<break> (?: (?<! \\s ) \\s++ )?
              (?<! [\\p{L}\\p{N}_] ) BREAK (?! [\\p{L}\\p{N}_] ) \\s*+ )
          """);

  /** Every closing bracket weighs all that it holds again. */
  private static final int MOST_PIECES = 10_000;

  private final List<Piece> pieces = new ArrayList<>();
  private final Deque<Integer> round = new ArrayDeque<>();
  private final Deque<Integer> square = new ArrayDeque<>();
  private Junction follows = Junction.DIRECTLY;

  private PromptParser() {}

  /** A stretch whose weight is still being worked out. */
  private record Piece(String text, double weight, Junction follows) {}

  /**
   * Reads a prompt.
   *
   * @return the stretches in order, neighbours of different weight; at least one, which may be
   *     empty
   * @throws InvalidRequestException if a weight is no number, or there are more than 10,000
   *     stretches
   */
  static List<WeightedText> parse(String prompt) {
    PromptParser parser = new PromptParser();
    Matcher matcher = SYNTAX.matcher(prompt);
    int at = 0;
    while (matcher.find()) {
      parser.text(prompt.substring(at, matcher.start()));
      parser.symbol(matcher);
      at = matcher.end();
    }
    parser.text(prompt.substring(at));
    parser.close();
    return parser.merged();
  }

  private void text(String text) {
    if (pieces.size() == MOST_PIECES) {
      throw new InvalidRequestException(
          "the prompt has more than %d brackets and other signs; make it shorter"
              .formatted(MOST_PIECES));
    }
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, 1, follows));
      follows = Junction.DIRECTLY;
    }
  }

  private void symbol(Matcher symbol) {
    if (symbol.group("escaped") != null) {
      text(symbol.group("escaped"));
    } else if (symbol.group("round") != null) {
      round.push(pieces.size());
    } else if (symbol.group("square") != null) {
      square.push(pieces.size());
    } else if (symbol.group("break") != null) {
      breakChunk();
    } else if (symbol.group("weight") != null && !round.isEmpty()) {
      weigh(round.pop(), number(symbol.group("weight")));
    } else if (symbol.group("roundEnd") != null && !round.isEmpty()) {
      weigh(round.pop(), ROUND);
    } else if (symbol.group("squareEnd") != null && !square.isEmpty()) {
      weigh(square.pop(), SQUARE);
    } else {
      text(symbol.group());
    }
  }

  /** A second BREAK in a row leaves an empty chunk between the two. */
  private void breakChunk() {
    if (follows == Junction.BREAK || pieces.isEmpty()) {
      pieces.add(new Piece("", 1, follows));
    }
    follows = Junction.BREAK;
  }

  private void weigh(int from, double factor) {
    for (int i = from; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      pieces.set(i, new Piece(piece.text, piece.weight * factor, piece.follows));
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(
          "the prompt has the weight '" + text + "', but a number such as 1.2 was expected", e);
    }
  }

  private void close() {
    round.forEach(from -> weigh(from, ROUND));
    square.forEach(from -> weigh(from, SQUARE));
    if (pieces.isEmpty() || follows == Junction.BREAK) {
      pieces.add(new Piece("", 1, follows));
    }
  }

  private static float weight(Piece piece) {
    float weight = (float) piece.weight;
    if (!Float.isFinite(weight)) {
      throw new InvalidRequestException(
          "the prompt gives words an infinite weight; a number such as 1.2 was expected");
    }
    return weight;
  }

  private List<WeightedText> merged() {
    List<WeightedText> result = new ArrayList<>();
    for (Piece piece : pieces) {
      WeightedText next = new WeightedText(piece.text, weight(piece), piece.follows);
      WeightedText last = result.isEmpty() ? null : result.get(result.size() - 1);
      if (last != null && last.weight() == next.weight() && next.follows() == Junction.DIRECTLY) {
        String joined = last.text() + next.text();
        result.set(result.size() - 1, new WeightedText(joined, next.weight(), last.follows()));
      } else {
        result.add(next);
      }
    }
    return result;
  }
}
