package dev.gen.record.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Texts in PNG: the chunks tEXt, zTXt, iTXt and eXIf, before the pixels or after them.
 *
 * <p>A text is written as tEXt where it is Latin-1, as other programs expect it, and as iTXt
 * (UTF-8) where it is not. See the PNG specification, third edition, sections 5.3 and 11.3.3.
 * Checksums are not looked at: a record in a damaged picture is still worth reading.
 */
final class PngTexts implements Container {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int HEADER_END = SIGNATURE.length + 12 + 13;
  private static final int MOST_CHUNKS = 100_000;

  private static final String PLAIN = "tEXt";
  private static final String PACKED = "zTXt";
  private static final String INTERNATIONAL = "iTXt";
  private static final String EXIF = "eXIf";
  private static final String XMP = "XML:com.adobe.xmp";
  private static final String END = "IEND";

  @Override
  public boolean isOf(byte[] head) {
    return Arrays.equals(Arrays.copyOf(head, SIGNATURE.length), SIGNATURE);
  }

  @Override
  public void read(ImageInputStream file, TextSink sink) throws IOException {
    long at = SIGNATURE.length;
    for (int i = 0; i < MOST_CHUNKS; i++) {
      file.seek(at);
      long length = file.readUnsignedInt();
      byte[] type = new byte[4];
      file.readFully(type);
      at = file.getStreamPosition() + length + 4;
      String name = new String(type, StandardCharsets.ISO_8859_1);
      if (name.equals(END)) {
        return;
      }
      if (name.equals(EXIF) || name.endsWith("Xt")) {
        readChunk(name, length, file, sink);
      }
    }
    sink.skipped("what follows the first " + MOST_CHUNKS + " chunks");
  }

  private static void readChunk(String name, long length, ImageInputStream file, TextSink sink)
      throws IOException {
    if (length > file.length() - file.getStreamPosition()) {
      sink.skipped("%s chunk: %d bytes, but the file ends before".formatted(name, length));
    } else if (sink.takes(name + " chunk", length)) {
      byte[] data = new byte[(int) length];
      file.readFully(data);
      if (name.equals(EXIF)) {
        ExifTexts.read(ByteBuffer.wrap(data), sink);
      } else {
        readText(name, data, sink);
      }
    }
  }

  private static void readText(String type, byte[] data, TextSink sink) throws IOException {
    int end = indexOfZero(data, 0);
    String keyword = new String(data, 0, end, StandardCharsets.ISO_8859_1);
    int start = end + 1;
    boolean packed = type.equals(PACKED);
    boolean utf8 = type.equals(INTERNATIONAL);
    if (packed) {
      start++; // the method, of which there is one
    } else if (utf8) {
      packed = start < data.length && data[start] == 1;
      start = indexOfZero(data, indexOfZero(data, start + 2) + 1) + 1; // language, translation
    }
    byte[] text = Arrays.copyOfRange(data, Math.min(start, data.length), data.length);
    if (packed) {
      text = unpack(keyword, text, sink);
    }
    String decoded = utf8 ? new String(text, StandardCharsets.UTF_8) : TextSink.latinOrUtf8(text);
    if (keyword.equals(XMP)) {
      XmpTexts.read(decoded, sink);
    } else {
      sink.add(keyword, decoded);
    }
  }

  private static int indexOfZero(byte[] data, int from) {
    int at = Math.min(from, data.length);
    while (at < data.length && data[at] != 0) {
      at++;
    }
    return at;
  }

  private static byte[] unpack(String keyword, byte[] packed, TextSink sink) {
    int most = sink.mostUnpacked();
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      byte[] text = in.readNBytes(most);
      boolean more = in.read() >= 0;
      return sink.takes(keyword, text.length) && more ? tooLong(keyword, most, sink) : text;
    } catch (IOException e) {
      sink.skipped(keyword + ": cannot be unpacked (" + e.getMessage() + ")");
      return new byte[0];
    }
  }

  private static byte[] tooLong(String keyword, int most, TextSink sink) {
    sink.skipped("%s: unpacks to more than %d bytes".formatted(keyword, most));
    return new byte[0];
  }

  @Override
  public byte[] write(byte[] picture, Map<String, String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(picture.length + 4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(picture, 0, HEADER_END);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        writeText(text.getKey(), text.getValue().replace("\0", ""), out);
      }
      out.write(picture, HEADER_END, picture.length - HEADER_END);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeText(String keyword, String text, DataOutputStream out)
      throws IOException {
    boolean latin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes((latin ? PLAIN : INTERNATIONAL).getBytes(StandardCharsets.ISO_8859_1));
    chunk.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
    chunk.writeBytes(new byte[latin ? 1 : 5]); // not packed, no language, no translated keyword
    chunk.writeBytes(text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    CRC32 checksum = new CRC32();
    checksum.update(chunk.toByteArray());
    out.writeInt(chunk.size() - 4);
    chunk.writeTo(out);
    out.writeInt((int) checksum.getValue());
  }
}
