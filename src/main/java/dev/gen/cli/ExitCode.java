package dev.gen.cli;

import dev.gen.error.GenException;
import dev.gen.error.InferenceException;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.error.OutputException;

/** How the process ends. */
final class ExitCode {

  /** The pictures are made and written. */
  static final int OK = 0;

  /** A bug of this program. */
  static final int BUG = 1;

  /** Options or prompt cannot be used. */
  static final int USAGE = 2;

  /** The model is missing or malformed. */
  static final int MODEL = 3;

  /** A network failed or returned numbers that are not finite. */
  static final int INFERENCE = 4;

  /** The picture could not be written. */
  static final int OUTPUT = 5;

  /** Ctrl-C: 128 plus the number of SIGINT, which the JVM itself ends with. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(Exception failure) {
    if (!(failure instanceof GenException known)) {
      return BUG;
    }
    if (known instanceof InvalidRequestException) {
      return USAGE;
    }
    if (known instanceof ModelFormatException) {
      return MODEL;
    }
    if (known instanceof InferenceException) {
      return INFERENCE;
    }
    return known instanceof OutputException ? OUTPUT : BUG;
  }
}
