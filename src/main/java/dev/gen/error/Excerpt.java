package dev.gen.error;

/** What a message repeats of a text, which may be as long as its author wishes. */
public final class Excerpt {

  private static final int LONGEST = 200;

  private Excerpt() {}

  /** Returns the text, or its first 200 characters and how many it has. */
  public static String of(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters <= LONGEST
        ? text
        : "%s... (%d characters)"
            .formatted(text.substring(0, text.offsetByCodePoints(0, LONGEST)), characters);
  }
}
