package dev.gen.checkpoint.safetensors;

import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A tensor where it lies: a name and a run of bytes in a file.
 *
 * <p>Nothing is read until somebody asks, so that a weight can be handed to the runtime as a
 * reference. A value: safe to share between threads.
 *
 * @param name the key in the file
 * @param dataType the type of the elements
 * @param shape the sizes of the axes, C order
 * @param file the file that holds the bytes
 * @param offset where the bytes start, counted from the start of the file
 * @param length how many bytes there are: elements times the size of one, below 2 GiB
 */
public record StoredTensor(
    String name, DataType dataType, Shape shape, Path file, long offset, long length) {

  /** Checks that the length fits the shape. */
  public StoredTensor {
    if (length != (long) shape.elements() * dataType.bytes()) {
      throw new IllegalArgumentException(name + ": " + length + " bytes for " + shape);
    }
  }

  /** Returns the same bytes seen with another shape of as many elements. */
  public StoredTensor reshaped(Shape other) {
    return new StoredTensor(name, dataType, other, file, offset, length);
  }

  /** Returns rows {@code from} (inclusive) to {@code to} (exclusive) of the outermost axis. */
  public StoredTensor rows(int from, int to) {
    long row = length / shape.size(0);
    Shape part = shape.with(0, to - from);
    return new StoredTensor(name, dataType, part, file, offset + from * row, (to - from) * row);
  }

  /**
   * Returns the bytes, mapped read-only and little-endian.
   *
   * @throws ModelFormatException if the file cannot be read or has become shorter
   */
  public ByteBuffer bytes() {
    try (FileChannel channel = FileChannel.open(file)) {
      if (offset + length > channel.size()) {
        throw new ModelFormatException(
            "%s: tensor '%s' ends at byte %d but the file now has %d bytes; fetch it again"
                .formatted(file, name, offset + length, channel.size()));
      }
      ByteBuffer bytes = channel.map(MapMode.READ_ONLY, offset, length);
      return bytes.order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new ModelFormatException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads the numbers as floats; the result belongs to the caller.
   *
   * @throws ModelFormatException if the file cannot be read or has become shorter
   */
  public FloatTensor read() {
    ByteBuffer bytes = bytes();
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dataType.read(bytes, i);
    }
    return FloatTensor.of(shape, values);
  }
}
