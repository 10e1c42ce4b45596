package dev.gen.words;

import dev.gen.error.InvalidRequestException;
import dev.gen.words.Part.Choice;
import dev.gen.words.Part.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns names of wildcards into choices, and those that their values name into further ones. */
final class WildcardChoices {

  private final Wildcards wildcards;
  private final Map<String, Part> known = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();

  WildcardChoices(Wildcards wildcards) {
    this.wildcards = wildcards;
  }

  /**
   * Returns the choice that a name stands for.
   *
   * @param name such as {@code animal}, {@code nature/animal} or {@code nature/*}
   * @throws InvalidRequestException if it is missing, empty, or refers to itself
   */
  Part of(String name) {
    if (open.contains(name)) {
      open.addLast(name);
      throw new InvalidRequestException(
          "prompt",
          "names the wildcard __%s__, which refers to itself: %s"
              .formatted(name, String.join(" -> ", open)));
    }
    Part part = known.get(name);
    if (part == null) {
      open.addLast(name);
      part = read(name);
      open.removeLast();
      known.put(name, part);
    }
    return part;
  }

  private Part read(String name) {
    List<Option> options = new ArrayList<>();
    for (String value : wildcards.values(name)) {
      Wildcards.Weighted weighted = Wildcards.Weighted.of(value);
      if (weighted.weight() > 0) {
        options.add(
            new Option(weighted.weight(), new TemplateParser(weighted.text(), this).parse()));
      }
    }
    if (options.isEmpty()) {
      throw new InvalidRequestException(
          "prompt",
          "names the wildcard __%s__, which is empty: a value a line is expected in %s"
              .formatted(name, wildcards.folder()));
    }
    return Choice.ofOne(List.copyOf(options));
  }
}
