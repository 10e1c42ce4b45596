package dev.gen.error;

/**
 * A failure that the user can understand and act on.
 *
 * <p>Every message says what was found, what was expected, where, and what to do next, in one line.
 * The kinds are sealed so that the command line can give each its own exit code; anything else that
 * escapes is a bug.
 */
public abstract sealed class GenException extends RuntimeException
    permits InferenceException, InvalidRequestException, ModelFormatException, OutputException {

  GenException(String message, Throwable cause) {
    super(message, cause);
  }
}
