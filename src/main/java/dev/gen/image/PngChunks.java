package dev.gen.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes the pieces that PNG files are made of (PNG, third edition, section 5). */
final class PngChunks {

  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final DataOutputStream out;

  /** Begins a file. */
  PngChunks(OutputStream out) throws IOException {
    this.out = new DataOutputStream(out);
    this.out.write(SIGNATURE);
  }

  void write(String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) check.getValue());
  }

  /** Returns a PNG that costs little time, and is not as small as could be. */
  static byte[] quick(RgbImage image) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      PngChunks chunks = new PngChunks(png);
      ByteBuffer header = ByteBuffer.allocate(13).putInt(image.width()).putInt(image.height());
      // 8 bits, red, green and blue; deflate, filters, not interlaced
      chunks.write("IHDR", header.put(new byte[] {8, 2, 0, 0, 0}).array());
      chunks.write("IDAT", deflated(image));
      chunks.write("IEND", new byte[0]);
      return png.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every picture", e);
    }
  }

  private static byte[] deflated(RgbImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    int row = image.width() * RgbImage.CHANNELS;
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes, fast)) {
      for (int y = 0; y < image.height(); y++) {
        deflated.write(0); // The row is not filtered.
        deflated.write(image.rgb(), y * row, row);
      }
    } finally {
      fast.end();
    }
    return bytes.toByteArray();
  }
}
