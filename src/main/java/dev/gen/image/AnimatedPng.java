package dev.gen.image;

import dev.gen.image.AnimationFormat.Pace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Animated PNG (the chunks acTL, fcTL and fdAT of PNG, third edition, section 11.3.4).
 *
 * <p>Its still picture is the last frame and no part of the animation.
 */
final class AnimatedPng {

  private static final int MILLIS = 1000;

  private final PngChunks chunks;
  private int sequence;

  private AnimatedPng(PngChunks chunks) {
    this.chunks = chunks;
  }

  /** Writes frames of one size, at least one, that go on for ever. */
  static void write(List<RgbImage> frames, Pace pace, OutputStream out) throws IOException {
    new AnimatedPng(new PngChunks(out)).write(frames, pace);
  }

  private void write(List<RgbImage> frames, Pace pace) throws IOException {
    byte[] still = PictureFormat.PNG.encode(frames.get(frames.size() - 1));
    chunks.write("IHDR", content(still, "IHDR"));
    chunks.write("acTL", ints(frames.size(), 0));
    chunks.write("IDAT", content(still, "IDAT"));
    for (int i = 0; i < frames.size(); i++) {
      control(frames.get(i), pace.millis(i, frames.size()));
      byte[] pixels = content(PictureFormat.PNG.encode(frames.get(i)), "IDAT");
      chunks.write(
          "fdAT", ByteBuffer.allocate(4 + pixels.length).putInt(sequence++).put(pixels).array());
    }
    chunks.write("IEND", new byte[0]);
  }

  /** A frame of the whole size, laid over the one before. */
  private void control(RgbImage frame, int millis) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(26);
    data.put(ints(sequence++, frame.width(), frame.height(), 0, 0));
    data.putShort((short) millis).putShort((short) MILLIS).put((byte) 0).put((byte) 0);
    chunks.write("fcTL", data.array());
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  /** Returns what the chunks of a type hold, one after the other. */
  private static byte[] content(byte[] png, String type) {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    ByteBuffer in =
        ByteBuffer.wrap(png, PngChunks.SIGNATURE.length, png.length - PngChunks.SIGNATURE.length);
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
