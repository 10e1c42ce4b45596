package dev.gen.record.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;

/**
 * Texts in WebP: the chunks EXIF and XMP of the extended file format.
 *
 * <p>See the WebP container specification (RFC 9649, section 2.7).
 */
final class WebpTexts implements Container {

  private static final int HEAD = 12;
  private static final int MOST_CHUNKS = 100_000;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_ALPHA = 0x10;
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  @Override
  public boolean isOf(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.startsWith("RIFF") && text.startsWith("WEBP", 8);
  }

  @Override
  public void read(ImageInputStream file, TextSink sink) throws IOException {
    file.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    long at = HEAD;
    for (int i = 0; i < MOST_CHUNKS && at < file.length(); i++) {
      file.seek(at);
      byte[] type = new byte[4];
      file.readFully(type);
      String name = new String(type, StandardCharsets.ISO_8859_1);
      long length = file.readUnsignedInt();
      at = file.getStreamPosition() + length + length % 2;
      if ((name.equals("EXIF") || name.equals("XMP ")) && isThere(name, length, file, sink)) {
        byte[] data = new byte[(int) length];
        file.readFully(data);
        readChunk(name, data, sink);
      }
    }
  }

  private static boolean isThere(String name, long length, ImageInputStream file, TextSink sink)
      throws IOException {
    if (length > file.length() - file.getStreamPosition()) {
      sink.skipped("%s chunk: %d bytes, but the file ends before".formatted(name, length));
      return false;
    }
    return sink.takes(name + " chunk", length);
  }

  private static void readChunk(String name, byte[] data, TextSink sink) {
    if (name.equals("EXIF")) {
      int start = JpegTexts.startsWith(data, PREFIX) ? PREFIX.length : 0;
      ExifTexts.read(ByteBuffer.wrap(data, start, data.length - start).slice(), sink);
    } else {
      XmpTexts.read(new String(data, StandardCharsets.UTF_8), sink);
    }
  }

  @Override
  public byte[] write(byte[] picture, Map<String, String> texts) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(picture.length + 4096);
    ByteBuffer in = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).position(HEAD);
    boolean extended = false;
    while (in.remaining() >= 8) {
      int at = in.position();
      String name = new String(picture, at, 4, StandardCharsets.ISO_8859_1);
      long length = in.getInt(at + 4) & 0xFFFFFFFFL;
      int end = (int) Math.min(picture.length, at + 8 + length + length % 2);
      byte[] chunk = Arrays.copyOfRange(picture, at, end);
      if (name.equals("VP8X")) {
        chunk[8] |= HAS_EXIF;
        extended = true;
      } else if (!extended) {
        chunks.writeBytes(header(name, chunk));
        extended = true;
      }
      if (!name.equals("EXIF")) {
        chunks.writeBytes(chunk);
      }
      in.position(end);
    }
    byte[] exif = ExifTexts.write(texts);
    chunks.writeBytes(chunk("EXIF", exif));
    byte[] form = "WEBP".getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(HEAD + chunks.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(form.length + chunks.size())
        .put(form)
        .put(chunks.toByteArray())
        .array();
  }

  /** Returns the header that a simple file lacks, from its only chunk. */
  private static byte[] header(String name, byte[] chunk) {
    ByteBuffer data = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int flags = HAS_EXIF;
    int width;
    int height;
    if (name.equals("VP8L")) {
      int bits = data.getInt(9); // 14 bits of width - 1, 14 of height - 1, alpha
      width = bits & 0x3FFF;
      height = bits >> 14 & 0x3FFF;
      flags |= (bits >> 28 & 1) == 1 ? HAS_ALPHA : 0;
    } else {
      width = (data.getShort(14) & 0x3FFF) - 1; // behind a frame tag and a start code of 3 bytes
      height = (data.getShort(16) & 0x3FFF) - 1;
    }
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(flags).putShort((short) width).put((byte) 0).putShort((short) height);
    return chunk("VP8X", header.array());
  }

  private static byte[] chunk(String name, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + data.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.ISO_8859_1))
        .putInt(data.length)
        .put(data)
        .array();
  }
}
