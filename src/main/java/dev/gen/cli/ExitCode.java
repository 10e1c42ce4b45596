package dev.gen.cli;

import dev.gen.error.GenException;
import dev.gen.error.InferenceException;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.error.OutputException;

/** How the process ends. */
public final class ExitCode {

  /** The pictures are made and written. */
  public static final int OK = 0;

  /** A bug of this program. */
  public static final int BUG = 1;

  /** Options or prompt cannot be used. */
  public static final int USAGE = 2;

  /** The model is missing or malformed. */
  public static final int MODEL = 3;

  /** A network failed or returned numbers that are not finite. */
  public static final int INFERENCE = 4;

  /** The picture could not be written. */
  public static final int OUTPUT = 5;

  /** A picture differs from the one that it was compared with. */
  public static final int DIFFERENT = 6;

  /** Some jobs of a batch failed; the others are drawn. */
  public static final int SOME_FAILED = 7;

  /** Ctrl-C: 128 plus the number of SIGINT, which the JVM itself ends with. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** Returns the exit code for a failure. */
  public static int of(Exception failure) {
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
  public static String kind(Exception failure) {
    return switch (of(failure)) {
      case USAGE -> "request";
      case MODEL -> "model";
      case INFERENCE -> "inference";
      case OUTPUT -> "output";
      default -> "bug";
    };
  }
}
