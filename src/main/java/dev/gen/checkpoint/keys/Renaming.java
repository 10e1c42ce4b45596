package dev.gen.checkpoint.keys;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites names, by the first pattern that matches the whole of them. */
final class Renaming {

  private final Map<Pattern, Function<MatchResult, String>> rules = new LinkedHashMap<>();

  /** Adds a rule: what follows from the groups of a match. */
  Renaming rule(String pattern, Function<MatchResult, String> result) {
    rules.put(Pattern.compile(pattern), result);
    return this;
  }

  /** Adds a rule with a replacement in which {@code $1} stands for the first group. */
  Renaming rule(String pattern, String replacement) {
    return rule(pattern, match -> ((Matcher) match).replaceFirst(replacement));
  }

  /** Returns the new name, or the old one where no rule fits. */
  String apply(String name) {
    for (Map.Entry<Pattern, Function<MatchResult, String>> rule : rules.entrySet()) {
      Matcher matcher = rule.getKey().matcher(name);
      if (matcher.matches()) {
        return rule.getValue().apply(matcher);
      }
    }
    return name;
  }

  /** Returns a group of a match as a number. */
  static int number(MatchResult match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
