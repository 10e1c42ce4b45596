package dev.gen.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a shell offers as the value of an option.
 *
 * @param kind where the words come from
 * @param words those that are known beforehand
 */
record OptionValues(Kind kind, List<String> words) {

  /** Where the words come from. */
  enum Kind {
    /** The option takes no value. */
    NONE,
    /** Any text: nothing is offered. */
    TEXT,
    /** One of a few words. */
    WORDS,
    /** What {@code gen completion --values} says at that moment, such as the models. */
    ASKED,
    /** Files and folders. */
    FILES
  }

  private static final Set<String> PATHS = Set.of("FILE", "FOLDER", "TEMPLATE", "DIR", "PATH");

  /**
   * Tells what an option takes.
   *
   * @param asked the names of the options whose values are asked for
   */
  static OptionValues of(OptionSpec option, Set<String> asked) {
    if (!CommandText.takesValue(option)) {
      return new OptionValues(Kind.NONE, List.of());
    }
    if (asked.contains(OptionGroup.nameOf(option))) {
      return new OptionValues(Kind.ASKED, List.of());
    }
    if (option.completionCandidates() != null) {
      List<String> words = new ArrayList<>();
      option.completionCandidates().forEach(words::add);
      return new OptionValues(Kind.WORDS, words);
    }
    boolean path = PATHS.stream().anyMatch(option.paramLabel()::startsWith);
    return new OptionValues(path ? Kind.FILES : Kind.TEXT, List.of());
  }
}
