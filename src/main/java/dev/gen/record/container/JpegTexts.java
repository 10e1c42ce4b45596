package dev.gen.record.container;

import dev.gen.error.InvalidRequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;

/**
 * Texts in JPEG: the segments APP1 (Exif, XMP) and COM, which stand before the pixels.
 *
 * <p>See ITU-T T.81, annex B, and Exif 2.32, section 4.7.2.
 */
final class JpegTexts implements Container {

  private static final int START = 0xD8;
  private static final int SCAN = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int COMMENT = 0xFE;
  private static final int MOST_BYTES = 0xFFFF - 2;

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] XMP =
      "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);

  @Override
  public boolean isOf(byte[] head) {
    return head[0] == (byte) 0xFF && head[1] == (byte) START && head[2] == (byte) 0xFF;
  }

  @Override
  public void read(ImageInputStream file, TextSink sink) throws IOException {
    file.seek(2);
    for (int marker = marker(file); marker != SCAN; marker = marker(file)) {
      int length = file.readUnsignedShort() - 2;
      long end = file.getStreamPosition() + Math.max(0, length);
      if ((marker == APP1 || marker == COMMENT) && length > 0 && sink.takes("segment", length)) {
        byte[] data = new byte[length];
        file.readFully(data);
        readSegment(marker, data, sink);
      }
      file.seek(end);
    }
  }

  private static int marker(ImageInputStream file) throws IOException {
    int marker = file.readUnsignedByte();
    while (marker == 0xFF) {
      marker = file.readUnsignedByte(); // 0xFF may be repeated
    }
    return marker;
  }

  private static void readSegment(int marker, byte[] data, TextSink sink) {
    if (marker == COMMENT) {
      sink.add("JPEG.Comment", TextSink.latinOrUtf8(data).replaceAll("\0+$", ""));
    } else if (startsWith(data, EXIF)) {
      ExifTexts.read(ByteBuffer.wrap(data, EXIF.length, data.length - EXIF.length).slice(), sink);
    } else if (startsWith(data, XMP)) {
      byte[] packet = Arrays.copyOfRange(data, XMP.length, data.length);
      XmpTexts.read(new String(packet, StandardCharsets.UTF_8), sink);
    }
  }

  static boolean startsWith(byte[] data, byte[] name) {
    return data.length >= name.length && Arrays.equals(Arrays.copyOf(data, name.length), name);
  }

  @Override
  public byte[] write(byte[] picture, Map<String, String> texts) {
    byte[] exif = ExifTexts.write(texts);
    int length = EXIF.length + exif.length;
    if (length > MOST_BYTES) {
      throw new InvalidRequestException(
          "the record has %d bytes as Exif, and a JPEG holds %d; write a PNG"
              .formatted(length, MOST_BYTES));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(picture.length + length);
    out.write(picture, 0, 2);
    boolean written = false;
    ByteBuffer in = ByteBuffer.wrap(picture, 2, picture.length - 2);
    while (in.remaining() >= 4) {
      int at = in.position();
      int marker = in.getShort() & 0xFF;
      int end = at + 2 + (in.getShort() & 0xFFFF);
      if (!written && marker != APP0) {
        writeExif(exif, length, out);
        written = true;
      }
      if (marker == SCAN || end > picture.length) {
        out.write(picture, at, picture.length - at);
        break;
      }
      byte[] segment = Arrays.copyOfRange(picture, at, end);
      if (marker != APP1 || !startsWith(Arrays.copyOfRange(segment, 4, segment.length), EXIF)) {
        out.writeBytes(segment);
      }
      in.position(end);
    }
    return out.toByteArray();
  }

  private static void writeExif(byte[] exif, int length, ByteArrayOutputStream out) {
    out.writeBytes(
        ByteBuffer.allocate(4)
            .putShort((short) (0xFF00 | APP1))
            .putShort((short) (length + 2))
            .array());
    out.writeBytes(EXIF);
    out.writeBytes(exif);
  }
}
