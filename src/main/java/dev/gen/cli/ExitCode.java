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

  /** A picture differs from the one that it was compared with. */
  static final int DIFFERENT = 6;

  /** Some jobs of a batch failed; the others are drawn. */
  static final int SOME_FAILED = 7;

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

  /** Returns what programs call such a failure. */
  static String kind(Exception failure) {
    return switch (of(failure)) {
      case USAGE -> "request";
      case MODEL -> "model";
      case INFERENCE -> "inference";
      case OUTPUT -> "output";
      default -> "bug";
    };
  }
}
