package dev.gen.record.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the texts of one file, and sees to it that they do not become too many. */
final class TextSink {

  /** Bytes of one text; a workflow with pictures inside stays below. */
  static final int LONGEST = 8 << 20;

  private static final int MOST_ENTRIES = 10_000;

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<String> unread = new ArrayList<>();
  private long left = 4L * LONGEST;

  /**
   * Asks whether a text may be read, and counts it if so.
   *
   * @param keyword for the message, if not
   * @param bytes its length in the file or unpacked, at least 0
   */
  boolean takes(String keyword, long bytes) {
    boolean fits = bytes <= LONGEST && bytes <= left && texts.size() < MOST_ENTRIES;
    if (fits) {
      left -= bytes;
    } else {
      skipped("%s: %d bytes, more than are read".formatted(keyword, bytes));
    }
    return fits;
  }

  /** Returns how many bytes an unpacked text may have; what is unpacked counts, kept or not. */
  int mostUnpacked() {
    return (int) Math.min(LONGEST, left);
  }

  /** Adds a text, unless it is blank. */
  void add(String keyword, String text) {
    if (!text.isBlank()) {
      texts.put(keyword, text);
    }
  }

  /** Notes what is there but is not read. */
  void skipped(String what) {
    if (unread.size() < MOST_ENTRIES) {
      unread.add(what);
    }
  }

  /** Returns what was gathered. */
  PictureTexts texts() {
    return new PictureTexts(Collections.unmodifiableMap(texts), List.copyOf(unread));
  }

  /**
   * Decodes bytes that should be Latin-1 or ASCII, but are UTF-8 where a program did not ask. Text
   * in Latin-1 that is more than ASCII is hardly ever valid UTF-8.
   */
  static String latinOrUtf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
