package dev.gen.error;

/** A network failed while it ran, or produced numbers that are not finite. */
public final class InferenceException extends GenException {

  /** Says what was found, what was expected, where, and what to do. */
  public InferenceException(String message) {
    super(message, null);
  }

  /**
   * As {@link #InferenceException(String)}, keeping the failure underneath for the verbose mode.
   */
  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
