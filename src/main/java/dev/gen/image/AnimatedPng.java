package dev.gen.image;

import dev.gen.image.AnimationFormat.Pace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Animated PNG (the chunks acTL, fcTL and fdAT of PNG, third edition, section 11.3.4).
 *
 * <p>Its still picture is the last frame and no part of the animation.
 */
final class AnimatedPng {

  private static final int SIGNATURE_BYTES = 8;
  private static final int MILLIS = 1000;

  private final DataOutputStream out;
  private int sequence;

  private AnimatedPng(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** Writes frames of one size, at least one, that go on for ever. */
  static void write(List<RgbImage> frames, Pace pace, OutputStream out) throws IOException {
    new AnimatedPng(out).write(frames, pace);
  }

  private void write(List<RgbImage> frames, Pace pace) throws IOException {
    byte[] still = PictureFormat.PNG.encode(frames.get(frames.size() - 1));
    out.write(still, 0, SIGNATURE_BYTES);
    chunk("IHDR", chunks(still, "IHDR"));
    chunk("acTL", ints(frames.size(), 0));
    chunk("IDAT", chunks(still, "IDAT"));
    for (int i = 0; i < frames.size(); i++) {
      control(frames.get(i), pace.millis(i, frames.size()));
      byte[] pixels = chunks(PictureFormat.PNG.encode(frames.get(i)), "IDAT");
      chunk("fdAT", ByteBuffer.allocate(4 + pixels.length).putInt(sequence++).put(pixels).array());
    }
    chunk("IEND", new byte[0]);
  }

  /** A frame of the whole size, laid over the one before. */
  private void control(RgbImage frame, int millis) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(26);
    data.put(ints(sequence++, frame.width(), frame.height(), 0, 0));
    data.putShort((short) millis).putShort((short) MILLIS).put((byte) 0).put((byte) 0);
    chunk("fcTL", data.array());
  }

  private void chunk(String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) check.getValue());
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  /** Returns what the chunks of a type hold, one after the other. */
  private static byte[] chunks(byte[] png, String type) {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(png, SIGNATURE_BYTES, png.length - SIGNATURE_BYTES);
    while (in.hasRemaining()) {
      int length = in.getInt();
      String name = new String(png, in.position(), 4, StandardCharsets.US_ASCII);
      if (name.equals(type)) {
        found.write(png, in.position() + 4, length);
      }
      in.position(in.position() + 4 + length + 4);
    }
    return found.toByteArray();
  }
}
