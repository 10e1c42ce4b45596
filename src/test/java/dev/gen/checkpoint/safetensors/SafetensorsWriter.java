package dev.gen.checkpoint.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes small safetensors files for tests. */
public final class SafetensorsWriter {

  private record Entry(String name, int[] shape, float[] values) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Random random = new Random(7);

  /** Adds an F32 tensor. */
  public SafetensorsWriter add(String name, int[] shape, float... values) {
    entries.add(new Entry(name, shape, values));
    return this;
  }

  /** Adds an F32 tensor of small normal numbers. */
  public SafetensorsWriter addRandom(String name, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.2 * random.nextGaussian());
    }
    return add(name, shape, values);
  }

  /** Returns the bytes of a file: a header and what follows it. */
  static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }

  /** Returns the bytes of a file with all tensors added so far. */
  byte[] toBytes() {
    int[] at = {0};
    String header =
        entries.stream().map(entry -> header(entry, at)).collect(Collectors.joining(",", "{", "}"));
    ByteBuffer data = ByteBuffer.allocate(at[0]).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry entry : entries) {
      for (float value : entry.values) {
        data.putFloat(value);
      }
    }
    return file(header, data.array());
  }

  /** Writes the file and returns its path. */
  public Path write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(Entry entry, int[] at) {
    int from = at[0];
    at[0] += 4 * entry.values.length;
    return "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(entry.name, Arrays.toString(entry.shape), from, at[0]);
  }
}
