package dev.gen.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file is by its first bytes, whatever its name says. */
public enum FileStart {
  /** Nothing at all. */
  EMPTY("an empty file; copy or fetch it again"),
  /** A table of tensors. */
  SAFETENSORS("a safetensors file"),
  LFS_POINTER(
      "a Git LFS pointer, a few lines in place of the file; fetch the file itself, for example with"
          + " git lfs pull"),
  WEB_PAGE("a web page, not the file; fetch the file itself, which may need a login there"),
  GGUF("a GGUF file, which is not read; use the model's .safetensors file"),
  PICKLE(
      "a pickled PyTorch file, which can run any code when it is opened, so it is not read; use the"
          + " model's .safetensors file, or convert it where it is safe to"),
  ARCHIVE("a packed archive; unpack it and name what is inside"),
  HDF5("an HDF5 file, which is not read; use the model's .safetensors file"),
  PICTURE("a picture, not a model; name a model"),
  TEXT("a text, not a model; fetch the file again"),
  /** None of these. */
  OTHER("a file of a kind that is not known here");

  /** How many bytes are enough to tell. */
  public static final int LENGTH = 64;

  private static final int HEADER = 8;
  private static final int LONGEST_HEADER = 100_000_000;

  private final String nature;

  FileStart(String nature) {
    this.nature = nature;
  }

  /** Returns what the file is and what to do, as the end of a sentence. */
  public String nature() {
    return nature;
  }

  /** Reads the first bytes of a file. */
  public static FileStart of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(LENGTH));
    }
  }

  /** Tells by the first bytes, {@value #LENGTH} of them or all that there are. */
  public static FileStart of(byte[] start) {
    if (start.length == 0) {
      return EMPTY;
    }
    if (isSafetensors(start)) {
      return SAFETENSORS;
    }
    return binary(start).or(() -> text(start)).orElse(OTHER);
  }

  /** Returns what else than a model it surely is, if it is. */
  public Optional<String> stranger() {
    return this == SAFETENSORS || this == OTHER
        ? Optional.empty()
        : Optional.of("this is " + nature);
  }

  /** A header's length in eight bytes, then its JSON. */
  private static boolean isSafetensors(byte[] start) {
    long length = 0;
    for (int i = HEADER - 1; i >= 0 && start.length > HEADER; i--) {
      length = length << 8 | start[i] & 0xff;
    }
    return length > 0 && length <= LONGEST_HEADER && start[HEADER] == '{';
  }

  private static Optional<FileStart> binary(byte[] start) {
    if (begins(start, "GGUF")) {
      return Optional.of(GGUF);
    }
    boolean protocol = start[0] == (byte) 0x80 && start.length > 1 && start[1] <= 5;
    boolean headerLength = start.length >= HEADER && start[HEADER - 1] == 0;
    if (begins(start, "PK\003\004") || (protocol && !headerLength)) {
      return Optional.of(PICKLE);
    }
    if (begins(start, "\037\213") || begins(start, "7z\274\257") || begins(start, "Rar!")) {
      return Optional.of(ARCHIVE);
    }
    if (begins(start, "\211HDF")) {
      return Optional.of(HDF5);
    }
    boolean picture = begins(start, "\211PNG") || begins(start, "\377\330\377");
    return picture || begins(start, "RIFF") ? Optional.of(PICTURE) : Optional.empty();
  }

  private static Optional<FileStart> text(byte[] start) {
    String text = new String(start, StandardCharsets.UTF_8).stripLeading();
    String lower = text.replace("\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
    if (lower.startsWith("version https://git-lfs")) {
      return Optional.of(LFS_POINTER);
    }
    if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
      return Optional.of(WEB_PAGE);
    }
    boolean readable =
        text.chars().allMatch(c -> c >= ' ' && c != 0xFFFD || c == '\n' || c == '\r');
    return readable ? Optional.of(TEXT) : Optional.empty();
  }

  private static boolean begins(byte[] start, String signature) {
    byte[] bytes = signature.getBytes(StandardCharsets.ISO_8859_1);
    return start.length >= bytes.length
        && Arrays.equals(start, 0, bytes.length, bytes, 0, bytes.length);
  }
}
