package dev.gen.checkpoint.safetensors;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the JSON header of a safetensors file, believing nothing.
 *
 * <p>Streams over the bytes so that every complaint can name the byte, and so that a hostile header
 * costs no more memory than the tensors that it lists. For one use, by one thread.
 */
final class SafetensorsHeader {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final int LENGTH_BYTES = 8;
  private static final int MOST_AXES = 32;

  /** What stands in place of {@code .weight} in the name of a weight's scale. */
  private static final List<String> SCALES = List.of(".scale_weight", ".weight_scale");

  private final Path path;
  private final long dataStart;
  private final long fileLength;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private JsonParser json;

  /** Prepares for a file whose tensors start at {@code dataStart}. */
  SafetensorsHeader(Path path, long dataStart, long fileLength) {
    this.path = path;
    this.dataStart = dataStart;
    this.fileLength = fileLength;
  }

  /**
   * Reads the header and checks that its tensors fill the rest of the file without a hole.
   *
   * @throws ModelFormatException if anything is not as the format wants it
   */
  SafetensorsFile parse(byte[] header) {
    try (JsonParser parser = JSON.createParser(header)) {
      json = parser;
      parser.nextToken();
      expect(START_OBJECT, "an object of tensors");
      while (parser.nextToken() != END_OBJECT) {
        readEntry(parser.currentName());
      }
      if (parser.nextToken() != null) {
        throw malformed("something follows the header's object");
      }
    } catch (JsonProcessingException e) {
      throw malformed("the header is not JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "));
    } catch (IOException e) {
      throw malformed("the header is not UTF-8");
    }
    checkThatTensorsFillTheFile();
    scaleNumbersOfAByte();
    return new SafetensorsFile(
        path, Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(tensors));
  }

  private void readEntry(String name) throws IOException {
    json.nextToken();
    if (name.equals("__metadata__") && json.currentToken() == VALUE_NULL) {
      return;
    }
    expect(START_OBJECT, "an object under '%s'".formatted(shown(name)));
    if (name.equals("__metadata__")) {
      readMetadata();
    } else {
      tensors.put(name, readTensor(name));
    }
  }

  private void readMetadata() throws IOException {
    while (json.nextToken() != END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      expect(VALUE_STRING, "a string under '%s' of the metadata".formatted(shown(key)));
      metadata.put(key, json.getText());
    }
  }

  private StoredTensor readTensor(String name) throws IOException {
    Optional<DataType> dataType = Optional.empty();
    Optional<List<Long>> sizes = Optional.empty();
    Optional<List<Long>> offsets = Optional.empty();
    while (json.nextToken() != END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> dataType = Optional.of(readDataType(name));
        case "shape" -> sizes = Optional.of(readNumbers(name, MOST_AXES));
        case "data_offsets" -> offsets = Optional.of(readNumbers(name, 2));
        default -> json.skipChildren();
      }
    }
    if (dataType.isEmpty() || sizes.isEmpty() || offsets.isEmpty() || offsets.get().size() != 2) {
      throw malformed(
          "tensor '%s' lacks a dtype, a shape or two data_offsets".formatted(shown(name)));
    }
    return place(name, dataType.get(), sizes.get(), offsets.get());
  }

  private DataType readDataType(String name) throws IOException {
    expect(VALUE_STRING, "a dtype for '%s'".formatted(shown(name)));
    return DataType.named(json.getText());
  }

  private List<Long> readNumbers(String name, int most) throws IOException {
    expect(START_ARRAY, "a list of numbers for '%s'".formatted(shown(name)));
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != END_ARRAY) {
      expect(VALUE_NUMBER_INT, "whole numbers for '%s'".formatted(shown(name)));
      long number = json.getLongValue();
      if (number < 0 || numbers.size() == most) {
        throw malformed("tensor '%s' has a negative or surplus number".formatted(shown(name)));
      }
      numbers.add(number);
    }
    return numbers;
  }

  private StoredTensor place(String name, DataType type, List<Long> sizes, List<Long> offsets) {
    long from = offsets.get(0);
    long to = offsets.get(1);
    if (from > to || to > fileLength - dataStart) {
      throw malformed(
          "tensor '%s' spans bytes %d to %d of %d"
              .formatted(shown(name), from, to, fileLength - dataStart));
    }
    long wanted = elements(name, sizes) * type.bytes();
    if (type != DataType.OTHER && wanted != to - from) {
      throw malformed(
          "tensor '%s' of %s %s needs %d bytes but has %d"
              .formatted(shown(name), type, sizes, wanted, to - from));
    }
    int[] axes = sizes.stream().mapToInt(Math::toIntExact).toArray();
    return new StoredTensor(name, type, new Shape(axes), path, dataStart + from, to - from);
  }

  private long elements(String name, List<Long> sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size > Integer.MAX_VALUE || product * size > Integer.MAX_VALUE) {
        throw malformed("tensor '%s' is too large: %s".formatted(shown(name), sizes));
      }
      product *= size;
    }
    return product;
  }

  private void checkThatTensorsFillTheFile() {
    List<StoredTensor> inOrder = new ArrayList<>(tensors.values());
    inOrder.sort(
        Comparator.comparingLong(StoredTensor::offset).thenComparingLong(StoredTensor::length));
    long end = dataStart;
    for (StoredTensor tensor : inOrder) {
      if (tensor.offset() != end) {
        throw SafetensorsFile.malformed(
            path,
            tensor.offset(),
            "tensor '%s' starts here but the one before it ends at byte %d"
                .formatted(shown(tensor.name()), end));
      }
      end += tensor.length();
    }
    if (end != fileLength) {
      throw SafetensorsFile.malformed(
          path, end, "the tensors end here but the file has %d bytes".formatted(fileLength));
    }
  }

  /** Gives weights of a byte the scales that lie beside them, by the names that ComfyUI uses. */
  private void scaleNumbersOfAByte() {
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      String module = entry.getKey().replaceFirst("\\.?weight$", "");
      if (entry.getValue().dataType().isEightBitFloat() && !module.equals(entry.getKey())) {
        SCALES.stream()
            .map(scale -> tensors.get(module + scale))
            .filter(Objects::nonNull)
            .findFirst()
            .ifPresent(scale -> entry.setValue(entry.getValue().scaledBy(scale)));
      }
    }
  }

  private void expect(JsonToken token, String what) {
    if (json.currentToken() != token) {
      throw malformed("expected " + what);
    }
  }

  private ModelFormatException malformed(String problem) {
    long at = Math.max(0, json.currentLocation().getByteOffset());
    return SafetensorsFile.malformed(path, LENGTH_BYTES + at, problem);
  }

  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
  }
}
