package dev.gen.error;

/** The picture was made but could not be written. */
public final class OutputException extends GenException {

  /** Says what was found, what was expected, where, and what to do. */
  public OutputException(String message) {
    super(message, null);
  }

  /** As {@link #OutputException(String)}, keeping the failure underneath for the verbose mode. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
