package dev.gen.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes control characters as what they are called, {@code \u001b}, so that a name or a prompt in
 * a message cannot command the terminal. Line ends and tabs pass.
 */
final class VisibleWriter extends FilterWriter {

  VisibleWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    if (Character.isISOControl(character) && "\n\t".indexOf(character) < 0) {
      out.write("\\u%04x".formatted(character));
    } else {
      out.write(character);
    }
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
