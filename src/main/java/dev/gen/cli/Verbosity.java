package dev.gen.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much a run says besides its result. */
enum Verbosity {
  /** The seed, warnings and errors. */
  QUIET,
  /** Also how far the run is. */
  USUAL,
  /** Also what is read and opened, and where errors come from. */
  VERBOSE;

  static Verbosity of(boolean quiet, boolean verbose) {
    return verbose ? VERBOSE : quiet ? QUIET : USUAL;
  }

  /** Sets the log's level; the log itself is set up only when something is to be said. */
  void apply() {
    if (this == VERBOSE) {
      ((Logger) LoggerFactory.getLogger("dev.gen")).setLevel(Level.DEBUG);
    }
  }
}
