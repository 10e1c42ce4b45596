package dev.gen.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small encoded pictures, and the blocks in which other programs put their records. */
public final class PictureFiles {

  private static final int PNG_HEADER_END = 33;
  private static final int PNG_END = 12;
  private static final int JFIF_END = 20;

  private PictureFiles() {}

  /** Returns a picture without texts: a png, jpg, webp or lossless (WebP, with alpha). */
  public static byte[] of(String kind) {
    return switch (kind) {
      case "png" -> png();
      case "jpg" -> jpg();
      case "webp" -> webp();
      default ->
          Base64.getDecoder()
              .decode(
                  "UklGRkIAAABXRUJQVlA4TDUAAAAvA0AAED9AmG00hKHtdf4cR0KQbdMbzl/mc0AgaWP0PfkDz/kQsWiJBIEA"
                      + "GctQoMSIiP7HJAA=");
    };
  }

  /** Returns a PNG of 8 x 8 pixels with these chunks before the pixels. */
  public static byte[] png(byte[]... chunks) {
    return inserted(encoded("png"), PNG_HEADER_END, chunks);
  }

  /** Returns a PNG with these chunks behind everything else. */
  public static byte[] withChunksAtTheEnd(byte[] png, byte[]... chunks) {
    return inserted(png, png.length - PNG_END, chunks);
  }

  /** Returns a JPEG of 8 x 8 pixels. */
  public static byte[] jpg() {
    return encoded("jpg");
  }

  /** Returns a JPEG with a segment of Exif. */
  public static byte[] jpgWith(byte[] exif) {
    ByteBuffer segment = ByteBuffer.allocate(10 + exif.length);
    segment.putShort((short) 0xFFE1).putShort((short) (8 + exif.length));
    segment.put("Exif\0\0".getBytes(ISO_8859_1)).put(exif);
    return inserted(jpg(), JFIF_END, segment.array());
  }

  /** Returns a WebP of 16 x 16 pixels. */
  public static byte[] webp() {
    return Base64.getDecoder()
        .decode(
            "UklGRj4AAABXRUJQVlA4IDIAAADQAQCdASoQABAAAMASJaACdLoB+AADsAD+2ib/7vN+09e09f1M//jKnyA/4yp/"
                + "xcwAAA==");
  }

  /** Returns a WebP of the extended format with a chunk of Exif. */
  public static byte[] webpWith(byte[] exif) {
    byte[] simple = webp();
    int size = simple.length + 18 + 8 + exif.length + exif.length % 2;
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(simple, 0, 4)
        .putInt(size - 8)
        .put("WEBPVP8X".getBytes(ISO_8859_1))
        .putInt(10)
        .putInt(8)
        .put(new byte[] {15, 0, 0, 15, 0, 0})
        .put(simple, 12, simple.length - 12)
        .put("EXIF".getBytes(ISO_8859_1))
        .putInt(exif.length)
        .put(exif)
        .array();
  }

  /** Returns a chunk of a PNG. */
  public static byte[] chunk(String type, byte[] data) {
    byte[] typed =
        ByteBuffer.allocate(4 + data.length).put(type.getBytes(ISO_8859_1)).put(data).array();
    CRC32 checksum = new CRC32();
    checksum.update(typed);
    return ByteBuffer.allocate(8 + typed.length)
        .putInt(data.length)
        .put(typed)
        .putInt((int) checksum.getValue())
        .array();
  }

  /**
   * Returns Exif with one tag of more than four bytes, in the Exif directory if it belongs there.
   */
  public static byte[] exif(ByteOrder order, int tag, int type, byte[] data) {
    boolean nested = tag > 0x9000;
    int offset = nested ? 44 : 26;
    ByteBuffer tiff = ByteBuffer.allocate(offset + data.length).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
    tiff.putShort((short) 42).putInt(8);
    if (nested) {
      tiff.putShort((short) 1).putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(26);
      tiff.putInt(0);
    }
    tiff.putShort((short) 1).putShort((short) tag).putShort((short) type).putInt(data.length);
    tiff.putInt(offset).putInt(0);
    return tiff.put(data).array();
  }

  private static byte[] encoded(String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] inserted(byte[] file, int at, byte[]... blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, at);
    Arrays.stream(blocks).forEach(out::writeBytes);
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }
}
