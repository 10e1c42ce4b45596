package dev.gen.cli;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Whether words are coloured: on a terminal, unless the user wants none.
 *
 * <p>{@code NO_COLOR} (no-color.org), {@code CLICOLOR} and {@code CLICOLOR_FORCE} (bixense.com/
 * clicolors) are heeded.
 */
final class Colours {

  private Colours() {}

  /** Tells of standard output. */
  static Ansi ofOutput() {
    return of(System.getenv(), Boolean.getBoolean("gen.shown"));
  }

  static Ansi of(Map<String, String> environment, boolean terminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return Ansi.OFF;
    }
    if (!environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
      return Ansi.ON;
    }
    boolean wanted =
        !environment.getOrDefault("CLICOLOR", "1").equals("0")
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return terminal && wanted ? Ansi.ON : Ansi.OFF;
  }
}
