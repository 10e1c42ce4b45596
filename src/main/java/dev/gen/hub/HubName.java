package dev.gen.hub;

import dev.gen.error.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which repository, at which state.
 *
 * @param owner of the repository
 * @param name of the repository
 * @param revision a branch, tag or commit
 */
public record HubName(String owner, String name, String revision) {

  private static final Pattern FORM =
      Pattern.compile("(\\w[\\w.-]{0,95})/(\\w[\\w.-]{0,95})(?:@(\\w[\\w.-]*(?:/\\w[\\w.-]*)*))?");

  /**
   * Reads {@code owner/name} or {@code owner/name@revision}; {@code main} where none is given.
   *
   * @throws InvalidRequestException if it has another form
   */
  public static HubName of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || text.contains("..") || text.contains("--")) {
      throw new InvalidRequestException(
          "\"%s\" is no model of a hub, expected owner/name or owner/name@revision"
              .formatted(text));
    }
    return new HubName(
        form.group(1), form.group(2), form.group(3) == null ? "main" : form.group(3));
  }

  /** Returns {@code owner/name}. */
  public String repository() {
    return owner + "/" + name;
  }
}
