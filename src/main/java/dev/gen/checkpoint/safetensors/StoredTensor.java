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
import java.util.Optional;

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
 * @param scale what the numbers are multiplied with: one number, or one for each row; few files
 *     have it, for numbers of a byte
 */
public record StoredTensor(
    String name,
    DataType dataType,
    Shape shape,
    Path file,
    long offset,
    long length,
    Optional<StoredTensor> scale) {

  /** Checks that the length fits the shape. */
  public StoredTensor {
    if (dataType != DataType.OTHER && length != (long) shape.elements() * dataType.bytes()) {
      throw new IllegalArgumentException(name + ": " + length + " bytes for " + shape);
    }
  }

  /** Makes a tensor whose numbers are as they are stored. */
  public StoredTensor(
      String name, DataType dataType, Shape shape, Path file, long offset, long length) {
    this(name, dataType, shape, file, offset, length, Optional.empty());
  }

  /**
   * Returns this tensor with a scale.
   *
   * @throws ModelFormatException if that is neither one number nor one for each row
   */
  StoredTensor scaledBy(StoredTensor factors) {
    int count = factors.shape().elements();
    boolean eachRow = shape.rank() > 0 && count == shape.size(0) && count == factors.shape.size(0);
    if (count != 1 && !eachRow) {
      throw new ModelFormatException(
          "%s: '%s' scales %s by %s numbers, but only one number, or one for each row, is read"
              .formatted(file, factors.name(), shape, factors.shape()));
    }
    StoredTensor list = factors.reshaped(new Shape(count));
    return new StoredTensor(name, dataType, shape, file, offset, length, Optional.of(list));
  }

  /** Returns the same bytes seen with another shape of as many elements and, if scaled, rows. */
  public StoredTensor reshaped(Shape other) {
    return new StoredTensor(name, dataType, other, file, offset, length, scale);
  }

  /** Returns rows {@code from} (inclusive) to {@code to} (exclusive) of the outermost axis. */
  public StoredTensor rows(int from, int to) {
    long row = length / shape.size(0);
    Shape part = shape.with(0, to - from);
    Optional<StoredTensor> partScale =
        scale.map(list -> list.shape().elements() == 1 ? list : list.rows(from, to));
    return new StoredTensor(
        name, dataType, part, file, offset + from * row, (to - from) * row, partScale);
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
    scale.ifPresent(list -> multiply(values, list.read().values()));
    return FloatTensor.of(shape, values);
  }

  private static void multiply(float[] values, float[] factors) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[(int) ((long) i * factors.length / values.length)];
    }
  }
}
