package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that comes in through standard input, in UTF-8. */
final class StandardInput {

  /** More than that is no prompt but a mistake. */
  private static final int MAX_BYTES = 1 << 20;

  private StandardInput() {}

  /**
   * Reads a prompt to the end, without a byte-order mark before it.
   *
   * @throws InvalidRequestException if it cannot be read, is not UTF-8 or longer than a megabyte
   */
  static String prompt(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidRequestException(
            "the prompt on standard input is longer than a megabyte; is it the right file?");
      }
      ByteBuffer text = ByteBuffer.wrap(bytes);
      return Arguments.withoutMark(StandardCharsets.UTF_8.newDecoder().decode(text).toString())
          .strip();
    } catch (CharacterCodingException e) {
      throw new InvalidRequestException(
          "the prompt on standard input is not UTF-8; convert it, as in:"
              + " iconv -f latin1 -t utf-8 FILE | gen -",
          e);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "the prompt could not be read from standard input: " + e.getMessage(), e);
    }
  }
}
