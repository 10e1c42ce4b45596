package dev.gen.graph;

import dev.gen.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Writes checkpoints with random weights of given names and shapes, of any size.
 *
 * <p>The weights of a name and shape are always the same, whatever else the checkpoint holds.
 * Matrices have the spread that keeps the size of what flows through them; scales are 1 and biases
 * 0, give or take a little.
 */
final class RandomCheckpoint {

  private RandomCheckpoint() {}

  /** How the numbers are stored. */
  enum Precision {
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    Precision(int bytes) {
      this.bytes = bytes;
    }

    private void put(ByteBuffer data, float value) {
      switch (this) {
        case F32 -> data.putFloat(value);
        case F16 -> data.putShort(half(value));
        case BF16 -> data.putShort((short) (Float.floatToIntBits(value) >>> 16));
      }
    }

    /** Cuts a number of usual size to half precision; tiny ones become 0. */
    private static short half(float value) {
      int bits = Float.floatToIntBits(value);
      int exponent = (bits >>> 23 & 0xff) - 112;
      int magnitude = exponent <= 0 ? 0 : exponent << 10 | bits >>> 13 & 0x3ff;
      return (short) (bits >>> 16 & 0x8000 | magnitude);
    }
  }

  static Path write(Path file, Map<String, Shape> shapes) {
    return write(file, shapes, Precision.F32);
  }

  static Path write(Path file, Map<String, Shape> shapes, Precision precision) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel out =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        out.write(header(shapes, precision));
        for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
          out.write(values(entry.getKey(), entry.getValue(), precision));
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer header(Map<String, Shape> shapes, Precision precision) {
    long[] at = {0};
    String json =
        shapes.entrySet().stream()
            .map(entry -> header(entry.getKey(), entry.getValue(), precision, at))
            .collect(Collectors.joining(",", "{", "}"));
    String padded = json + " ".repeat((8 - json.length() % 8) % 8);
    byte[] text = padded.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .flip();
  }

  private static String header(String name, Shape shape, Precision precision, long[] at) {
    long from = at[0];
    at[0] += (long) precision.bytes * shape.elements();
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, precision, shape, from, at[0]);
  }

  private static ByteBuffer values(String name, Shape shape, Precision precision) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    ByteBuffer data =
        ByteBuffer.allocate(precision.bytes * shape.elements()).order(ByteOrder.LITTLE_ENDIAN);
    boolean scale = shape.size(0) == shape.elements() && name.endsWith("weight");
    double spread = shape.rank() < 2 || scale ? 0.02 : spread(shape);
    double centre = scale ? 1 : 0;
    while (data.hasRemaining()) {
      precision.put(data, (float) (centre + spread * (random.nextDouble() - 0.5)));
    }
    return data.flip();
  }

  private static double spread(Shape shape) {
    int inputs = shape.elements() / shape.size(0);
    return Math.sqrt(12.0 / inputs);
  }
}
