package dev.gen.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;

/**
 * Writes control characters as what they are called, {@code \u001b}, so that a name or a prompt in
 * a message cannot command the terminal. Line ends and tabs pass.
 */
final class VisibleWriter extends FilterWriter {

  VisibleWriter(Writer out) {
    super(out);
  }

  static String visible(String text) {
    return text.chars().mapToObj(VisibleWriter::visible).collect(Collectors.joining());
  }

  private static String visible(int character) {
    return Character.isISOControl(character) && "\n\t".indexOf(character) < 0
        ? "\\u%04x".formatted(character)
        : String.valueOf((char) character);
  }

  @Override
  public void write(int character) throws IOException {
    out.write(visible(character));
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(characters[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.toCharArray(), offset, length);
  }
}
