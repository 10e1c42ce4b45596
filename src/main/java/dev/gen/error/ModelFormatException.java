package dev.gen.error;

/** A model is missing, incomplete or not what its files claim to be. */
public final class ModelFormatException extends GenException {

  /** Says what was found, what was expected, where, and what to do. */
  public ModelFormatException(String message) {
    super(message, null);
  }

  /**
   * As {@link #ModelFormatException(String)}, keeping the failure underneath for the verbose mode.
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
