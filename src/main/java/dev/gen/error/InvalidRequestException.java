package dev.gen.error;

/** The request itself cannot be carried out: an option, a prompt or a size is wrong. */
public final class InvalidRequestException extends GenException {

  /** Says what was found, what was expected, where, and what to do. */
  public InvalidRequestException(String message) {
    super(message, null);
  }

  /**
   * As {@link #InvalidRequestException(String)}, keeping the failure underneath for the verbose
   * mode.
   */
  public InvalidRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
