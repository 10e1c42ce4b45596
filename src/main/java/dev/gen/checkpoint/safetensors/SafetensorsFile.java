package dev.gen.checkpoint.safetensors;

import dev.gen.error.ModelFormatException;
import dev.gen.files.FileStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The table of contents of a safetensors file.
 *
 * <p>The format is eight bytes of header length, a JSON header, and the tensors' bytes without
 * holes (huggingface.co/docs/safetensors). The file comes from anybody, so nothing in it is
 * believed: every length is compared with the file's before memory is taken for it. Immutable;
 * holds no open file.
 *
 * @param path the file, by the name that it was given; its tensors say where links lead
 * @param metadata the strings under {@code __metadata__}
 * @param tensors the tensors by their keys, in the header's order
 */
public record SafetensorsFile(
    Path path, Map<String, String> metadata, Map<String, StoredTensor> tensors) {

  /** The longest header that is read: 100 MB, as in the reference implementation. */
  static final long LONGEST_HEADER = 100_000_000;

  private static final int LENGTH_BYTES = 8;

  /**
   * Reads the header of a file and checks all of it.
   *
   * @throws ModelFormatException if the file cannot be read or is not a well-formed safetensors
   *     file; the message names the file and the byte
   */
  public static SafetensorsFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      Pickles.refuse(path);
      throw new ModelFormatException(path + ": there is no such file; check the path");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      refuseStrangers(path);
      SafetensorsFile file = read(withoutLink(path), channel, channel.size());
      return new SafetensorsFile(path, file.metadata(), file.tensors());
    } catch (IOException e) {
      throw new ModelFormatException(
          "%s: cannot be read as a safetensors file: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Refuses what is no table of tensors; a table under another name is none the worse for it. */
  private static void refuseStrangers(Path path) throws IOException {
    FileStart start = FileStart.of(path);
    if (start == FileStart.TEXT || start == FileStart.OTHER) {
      Pickles.refuse(path);
    }
    start
        .stranger()
        .ifPresent(
            nature -> {
              throw new ModelFormatException(path + ": " + nature);
            });
  }

  /**
   * Download caches keep files elsewhere and link to them; ONNX Runtime refuses weights that a link
   * leads to outside the folder that it was told of.
   */
  private static Path withoutLink(Path path) throws IOException {
    return Files.isSymbolicLink(path) ? path.toRealPath() : path;
  }

  /** Reads the header from the start of a file's bytes, of which there are {@code fileLength}. */
  static SafetensorsFile read(Path path, ReadableByteChannel start, long fileLength)
      throws IOException {
    long headerLength = headerLength(path, start, fileLength);
    ByteBuffer header = read(start, (int) headerLength);
    return new SafetensorsHeader(path, LENGTH_BYTES + headerLength, fileLength)
        .parse(header.array());
  }

  private static long headerLength(Path path, ReadableByteChannel start, long fileLength)
      throws IOException {
    if (fileLength < LENGTH_BYTES) {
      throw malformed(path, 0, "the file has %d bytes, too few for a length".formatted(fileLength));
    }
    ByteBuffer first = read(start, LENGTH_BYTES);
    long length = first.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (length < 0 || length > LONGEST_HEADER) {
      String size = Long.toUnsignedString(length);
      throw malformed(path, 0, "the header claims %s bytes, more than 100 MB".formatted(size));
    }
    if (length > fileLength - LENGTH_BYTES) {
      throw malformed(
          path,
          0,
          "the header claims %d bytes but only %d follow"
              .formatted(length, fileLength - LENGTH_BYTES));
    }
    return length;
  }

  private static ByteBuffer read(ReadableByteChannel start, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (start.read(bytes) < 0) {
        throw new IOException("it became shorter while it was read");
      }
    }
    return bytes;
  }

  /** Makes the one-line complaint about a byte of the file. */
  static ModelFormatException malformed(Path path, long at, String problem) {
    return new ModelFormatException(
        "%s, byte %d: %s; this is not a whole safetensors file, fetch it again"
            .formatted(path, at, problem));
  }
}
