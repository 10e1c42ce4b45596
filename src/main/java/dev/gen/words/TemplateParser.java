package dev.gen.words;

import dev.gen.error.InvalidRequestException;
import dev.gen.words.Part.Choice;
import dev.gen.words.Part.Option;
import dev.gen.words.Part.Sequence;
import dev.gen.words.Part.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one template from left to right.
 *
 * <p>Braces that hold neither {@code |} nor {@code $$} are text, as prompts had them before there
 * were choices; a backslash makes any sign text.
 */
final class TemplateParser {

  private static final int DEEPEST = 100;
  private static final Pattern WILDCARD =
      Pattern.compile("__([^\\s_{}|,:](?:[^\\s{}|,:]*?[^\\s_{}|,:])??)__");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+(?:[=:][^{}]*)?}?");
  private static final Pattern HOW_MANY =
      Pattern.compile("\\s*(\\d{1,4})?(-)?(\\d{1,4})?\\$\\$(?:([^|{}$]*)\\$\\$)?");
  private static final Pattern WEIGHT =
      Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9})::");

  private final String text;
  private final WildcardChoices wildcards;

  /** Places of opening braces that are closed, and of those that hold options. */
  private final BitSet closed = new BitSet();

  private final BitSet choosing = new BitSet();

  private int at;
  private int depth;

  TemplateParser(String text, WildcardChoices wildcards) {
    this.text = text;
    this.wildcards = wildcards;
    pairBraces();
  }

  /** Reads all of it. */
  Part parse() {
    return parts(false);
  }

  /**
   * Reads up to the end, or up to what ends an option.
   *
   * @param inside whether a bar or a closing brace ends it
   */
  private Part parts(boolean inside) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    while (at < text.length() && !(inside && isAny("|}"))) {
      Matcher wildcard = WILDCARD.matcher(text).region(at, text.length());
      if (isEscape()) {
        plain.append(text.charAt(at + 1));
        at += 2;
      } else if (isAny("\\") && at + 1 < text.length()) {
        plain.append(text, at, at + 2);
        at += 2;
      } else if (isAny("{") && isChoice()) {
        flush(plain, parts).add(choice());
      } else if (isAny("{") && closed.get(at)) {
        flush(plain, parts).addAll(braces());
      } else if (wildcard.lookingAt()) {
        at = wildcard.end();
        flush(plain, parts).add(wildcards.of(wildcard.group(1)));
      } else {
        requireNoVariable();
        plain.append(text.charAt(at++));
      }
    }
    List<Part> joined = joined(flush(plain, parts));
    return joined.size() == 1 ? joined.get(0) : new Sequence(List.copyOf(joined));
  }

  /** Joins texts that stand beside each other, so that what holds no choice is one text. */
  private static List<Part> joined(List<Part> parts) {
    List<Part> joined = new ArrayList<>();
    for (Part part : parts) {
      int last = joined.size() - 1;
      if (part instanceof Text next && last >= 0 && joined.get(last) instanceof Text before) {
        joined.set(last, new Text(before.text() + next.text()));
      } else {
        joined.add(part);
      }
    }
    return joined;
  }

  private static List<Part> flush(StringBuilder plain, List<Part> parts) {
    if (!plain.isEmpty()) {
      parts.add(new Text(plain.toString()));
      plain.setLength(0);
    }
    return parts;
  }

  private boolean isAny(String signs) {
    return signs.indexOf(text.charAt(at)) >= 0;
  }

  private boolean isEscape() {
    return isAny("\\") && at + 1 < text.length() && "{}|_$".indexOf(text.charAt(at + 1)) >= 0;
  }

  private void requireNoVariable() {
    Matcher variable = VARIABLE.matcher(text).region(at, text.length());
    if (variable.lookingAt()) {
      throw new InvalidRequestException(
          "prompt",
          "has the variable %s, which is not understood; write \\${ for the signs themselves"
              .formatted(variable.group()));
    }
  }

  /** Finds out which braces belong together, and which of them hold options. */
  private void pairBraces() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '{' -> open.push(i);
        case '}' -> {
          if (!open.isEmpty()) {
            closed.set(open.pop());
          }
        }
        default -> {
          if (!open.isEmpty() && (text.charAt(i) == '|' || text.startsWith("$$", i))) {
            choosing.set(open.peek());
          }
        }
      }
    }
  }

  /** Returns whether the braces at this place hold options. */
  private boolean isChoice() {
    if (choosing.get(at) && !closed.get(at)) {
      throw new InvalidRequestException(
          "prompt",
          "has a { that no } closes, in \"%s\"; write \\{ for the sign itself"
              .formatted(text.substring(at, Math.min(text.length(), at + 30))));
    }
    return choosing.get(at);
  }

  /** Reads braces that are text, and what they hold. */
  private List<Part> braces() {
    at++;
    deeper();
    Part held = parts(true);
    depth--;
    at++;
    return List.of(new Text("{"), held, new Text("}"));
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw new InvalidRequestException(
          "prompt", "has braces more than " + DEEPEST + " deep in each other");
    }
  }

  private Part choice() {
    at++;
    deeper();
    Matcher head = HOW_MANY.matcher(text).region(at, text.length());
    boolean counted = head.lookingAt();
    at = counted ? head.end() : at;
    List<Option> options = options();
    depth--;
    if (options.size() == 1 && options.get(0).part() instanceof Choice one && counted) {
      options = one.options();
    }
    if (options.isEmpty()) {
      throw new InvalidRequestException("prompt", "has a choice in which every weight is 0");
    }
    return counted ? several(head, options) : Choice.ofOne(options);
  }

  private List<Option> options() {
    List<Option> options = new ArrayList<>();
    boolean more = true;
    while (more) {
      Matcher head = WEIGHT.matcher(text).region(at, text.length());
      double weight = head.lookingAt() ? Double.parseDouble(head.group(1)) : 1;
      at = head.lookingAt() ? head.end() : at;
      Part part = stripped(parts(true));
      if (weight > 0) {
        options.add(new Option(weight, part));
      }
      more = isAny("|");
      at++;
    }
    return List.copyOf(options);
  }

  private static Part stripped(Part part) {
    if (part instanceof Text plain) {
      return new Text(plain.text().strip());
    }
    if (!(part instanceof Sequence sequence) || sequence.parts().isEmpty()) {
      return part;
    }
    List<Part> parts = new ArrayList<>(sequence.parts());
    int last = parts.size() - 1;
    if (parts.get(0) instanceof Text first) {
      parts.set(0, new Text(first.text().stripLeading()));
    }
    if (parts.get(last) instanceof Text end) {
      parts.set(last, new Text(end.text().stripTrailing()));
    }
    return new Sequence(List.copyOf(parts));
  }

  /** Makes a choice of {@code 2$$}, {@code 1-3$$}, {@code -3$$} or {@code 1-$$} of the options. */
  private static Part several(Matcher head, List<Option> options) {
    boolean range = head.group(2) != null;
    int all = options.size();
    int least = head.group(1) == null ? 1 : Integer.parseInt(head.group(1));
    int most = !range ? least : head.group(3) == null ? all : Integer.parseInt(head.group(3));
    if (most < least) {
      throw new InvalidRequestException(
          "prompt", "has a choice of %d to %d, which is none".formatted(least, most));
    }
    String separator = head.group(4) == null ? ", " : head.group(4);
    return new Choice(options, Math.min(least, all), Math.min(most, all), separator);
  }
}
