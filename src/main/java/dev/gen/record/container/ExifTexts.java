package dev.gen.record.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in Exif: the tags of the first directory and of the Exif directory that hold words.
 *
 * <p>Exif is a TIFF file of either byte order (TIFF 6.0, section 2; Exif 2.32, section 4.6). Two
 * directories of limited length are read, each once, so that one which points back at itself does
 * no harm.
 */
final class ExifTexts {

  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int USER_COMMENT = 0x9286;
  private static final int MAKER_NOTE = 0x927C;
  private static final Map<Integer, String> NAMES =
      Map.of(
          0x010E,
          "ImageDescription",
          0x010F,
          "Make",
          0x0110,
          "Model",
          0x0131,
          "Software",
          0x013B,
          "Artist",
          0x9C9C,
          "XPComment",
          MAKER_NOTE,
          "MakerNote",
          USER_COMMENT,
          "UserComment");

  private static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;

  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final int CODE = 8;
  private static final byte[] UNICODE = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);

  /** A keyword that stands before its own text, which is JSON. */
  private static final Pattern WITH_KEYWORD =
      Pattern.compile("(\\w{1,79}):\\s*([{\\[].*)", Pattern.DOTALL);

  private ExifTexts() {}

  /** Reads the texts; what does not fit together is left out. */
  static void read(ByteBuffer tiff, TextSink sink) {
    if (tiff.remaining() < HEADER) {
      return;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long exif = readDirectory(tiff, tiff.getInt(4) & 0xFFFFFFFFL, sink);
    if (exif > 0) {
      readDirectory(tiff, exif, sink);
    }
  }

  /** Returns where the Exif directory is, or 0. */
  private static long readDirectory(ByteBuffer tiff, long offset, TextSink sink) {
    long exif = 0;
    if (offset + 2 > tiff.limit()) {
      return exif;
    }
    int at = (int) offset + 2;
    for (int i = tiff.getShort((int) offset) & 0xFFFF; i > 0 && at + ENTRY <= tiff.limit(); i--) {
      int tag = tiff.getShort(at) & 0xFFFF;
      int type = tiff.getShort(at + 2) & 0xFFFF;
      long count = tiff.getInt(at + 4) & 0xFFFFFFFFL;
      if (tag == EXIF_DIRECTORY && type == LONG) {
        exif = tiff.getInt(at + 8) & 0xFFFFFFFFL;
      } else if (NAMES.containsKey(tag) && (type == BYTE || type == ASCII || type == UNDEFINED)) {
        readText(tag, tiff, count <= 4 ? at + 8L : tiff.getInt(at + 8) & 0xFFFFFFFFL, count, sink);
      }
      at += ENTRY;
    }
    return exif;
  }

  private static void readText(int tag, ByteBuffer tiff, long offset, long count, TextSink sink) {
    String keyword = "Exif." + NAMES.get(tag);
    if (offset + count > tiff.limit()) {
      sink.skipped("%s: %d bytes, but the Exif data ends before".formatted(keyword, count));
    } else if (sink.takes(keyword, count)) {
      byte[] bytes = new byte[(int) count];
      tiff.get((int) offset, bytes);
      String text = decode(tag, bytes, tiff.order()).replaceAll("\0+$", "");
      Matcher named = WITH_KEYWORD.matcher(text);
      if (named.matches()) {
        sink.add(named.group(1), named.group(2));
      } else {
        sink.add(keyword, text);
      }
    }
  }

  private static String decode(int tag, byte[] bytes, ByteOrder order) {
    if (NAMES.get(tag).startsWith("XP")) {
      return new String(bytes, StandardCharsets.UTF_16LE);
    }
    if (tag != USER_COMMENT || bytes.length < CODE) {
      return TextSink.latinOrUtf8(bytes);
    }
    byte[] code = Arrays.copyOf(bytes, CODE);
    byte[] text = Arrays.copyOfRange(bytes, CODE, bytes.length);
    if (Arrays.equals(code, UNICODE)) {
      return new String(text, utf16(text, order));
    }
    boolean coded = code[CODE - 1] == 0; // "ASCII", "JIS" or nothing, filled up with zeros
    return TextSink.latinOrUtf8(coded ? text : bytes);
  }

  /**
   * Tells the byte order of UTF-16, which programs do not always take from the file: characters
   * below 256, which every record has, show which byte is the upper one.
   */
  private static Charset utf16(byte[] text, ByteOrder file) {
    int first = 0;
    int second = 0;
    for (int i = 0; i + 1 < text.length; i += 2) {
      first += text[i] == 0 ? 1 : 0;
      second += text[i + 1] == 0 ? 1 : 0;
    }
    if (first == second) { // no such character: the right order gives text of fewer scripts
      first = -blocks(new String(text, StandardCharsets.UTF_16BE));
      second = -blocks(new String(text, StandardCharsets.UTF_16LE));
    }
    boolean big = first == second ? file == ByteOrder.BIG_ENDIAN : first > second;
    return big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  private static int blocks(String text) {
    return (int) text.codePoints().mapToObj(Character.UnicodeBlock::of).distinct().count();
  }

  /** Returns Exif data with these texts: big-endian, as the Automatic1111 family writes it. */
  static byte[] write(Map<String, String> texts) {
    Map<Integer, byte[]> entries = new TreeMap<>();
    texts.forEach(
        (keyword, text) -> {
          String clean = text.replace("\0", "");
          if (keyword.equals(PictureTexts.PARAMETERS)) {
            entries.put(USER_COMMENT, userComment(clean));
          } else {
            entries.put(MAKER_NOTE, (keyword + ":" + clean).getBytes(StandardCharsets.UTF_8));
          }
        });
    int free = HEADER + 2 + ENTRY + 4 + 2 + ENTRY * entries.size() + 4;
    int size =
        free + entries.values().stream().mapToInt(data -> data.length + data.length % 2).sum();
    ByteBuffer tiff = ByteBuffer.allocate(size);
    tiff.put(new byte[] {'M', 'M', 0, 42}).putInt(HEADER);
    tiff.putShort((short) 1);
    putEntry(tiff, EXIF_DIRECTORY, LONG, 1, HEADER + 2 + ENTRY + 4);
    tiff.putInt(0);
    tiff.putShort((short) entries.size());
    for (Map.Entry<Integer, byte[]> entry : entries.entrySet()) {
      byte[] data = entry.getValue();
      putEntry(tiff, entry.getKey(), UNDEFINED, data.length, free);
      tiff.put(free, data);
      free += data.length + data.length % 2;
    }
    return tiff.array();
  }

  private static void putEntry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static byte[] userComment(String text) {
    byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
    return ByteBuffer.allocate(CODE + utf16.length).put(UNICODE).put(utf16).array();
  }
}
