package dev.gen.error;

import java.util.Optional;

/** The request itself cannot be carried out: an option, a prompt or a size is wrong. */
public final class InvalidRequestException extends GenException {

  private final Optional<String> field;

  /** Says what was found, what was expected, where, and what to do. */
  public InvalidRequestException(String message) {
    this(message, (Throwable) null);
  }

  /**
   * As {@link #InvalidRequestException(String)}, keeping the failure underneath for the verbose
   * mode.
   */
  public InvalidRequestException(String message, Throwable cause) {
    super(message, cause);
    this.field = Optional.empty();
  }

  /**
   * Says which field of a job is wrong; each front door spells the field in its own way.
   *
   * @param field its name in snake_case, such as {@code guidance_scale}
   * @param problem the rest of the sentence, such as {@code is 0, expected 1 or more}
   */
  public InvalidRequestException(String field, String problem) {
    super(field + " " + problem, null);
    this.field = Optional.of(field);
  }

  /** Returns the field that is wrong, with which the message then begins. */
  public Optional<String> field() {
    return field;
  }
}
