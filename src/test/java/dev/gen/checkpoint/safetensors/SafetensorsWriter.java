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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes small safetensors files for tests. */
public final class SafetensorsWriter {

  private record Entry(String name, String type, int[] shape, byte[] data) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Random random = new Random(7);

  /** Adds an entry to the metadata; the value is escaped as JSON wants it. */
  public SafetensorsWriter metadata(String key, String escapedValue) {
    metadata.put(key, escapedValue);
    return this;
  }

  /** Adds an F32 tensor. */
  public SafetensorsWriter add(String name, int[] shape, float... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putFloat(value);
    }
    return addBytes(name, "F32", shape, data.array());
  }

  /** Adds a tensor of any type. */
  public SafetensorsWriter addBytes(String name, String type, int[] shape, byte... data) {
    entries.add(new Entry(name, type, shape, data));
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
    List<String> parts = new ArrayList<>();
    if (!metadata.isEmpty()) {
      parts.add("\"__metadata__\":" + metadataObject());
    }
    entries.forEach(entry -> parts.add(header(entry, at)));
    String header = "{" + String.join(",", parts) + "}";
    ByteBuffer data = ByteBuffer.allocate(at[0]).order(ByteOrder.LITTLE_ENDIAN);
    entries.forEach(entry -> data.put(entry.data));
    return file(header, data.array());
  }

  private String metadataObject() {
    return metadata.entrySet().stream()
        .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
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
    at[0] += entry.data.length;
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(entry.name, entry.type, Arrays.toString(entry.shape), from, at[0]);
  }
}
