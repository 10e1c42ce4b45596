package dev.gen.cli;

import dev.gen.error.InvalidRequestException;

/** Arguments as they were typed, without the accidents of their encoding. */
final class Arguments {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What the JVM puts in place of bytes that are no characters. */
  private static final char REPLACEMENT = '\uFFFD';

  private Arguments() {}

  /**
   * Returns the arguments without byte-order marks before them.
   *
   * @throws InvalidRequestException if bytes of an argument are no characters
   */
  static String[] of(String... args) {
    String[] read = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      if (args[i].indexOf(REPLACEMENT) >= 0) {
        throw new InvalidRequestException(
            "argument %d, \"%s\", is not UTF-8; convert it, as in: gen \"$(... | iconv -f latin1 -t utf-8)\""
                .formatted(i + 1, args[i]));
      }
      read[i] = withoutMark(args[i]);
    }
    return read;
  }

  static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
