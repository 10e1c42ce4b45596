package dev.gen.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The inputs and outputs that an ONNX file declares and how many weights it has, which are not
 * loaded for that.
 *
 * <p>Opening a session on a real denoiser takes seconds; telling what a model is must not. Field
 * numbers are those of {@code ModelProto}, {@code GraphProto}, {@code TensorProto}, {@code
 * ValueInfoProto} and {@code TypeProto} in the ONNX schema.
 *
 * @param inputs by name, in the file's order; weights that a caller could replace are none
 * @param outputs by name, in the file's order
 * @param weights how many numbers the weights have by their type, in the file and in those that it
 *     names
 * @param hasOpenWeights whether a caller could replace some, so that nothing is computed from them
 *     before the network runs
 * @param weightFiles the other files that hold weights, as the file names them
 */
record OnnxHeader(
    Map<String, TensorSpec> inputs,
    Map<String, TensorSpec> outputs,
    Map<WeightType, Long> weights,
    boolean hasOpenWeights,
    Set<String> weightFiles) {

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_WEIGHT = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int WEIGHT_SIZE = 1;
  private static final int WEIGHT_TYPE = 2;
  private static final int WEIGHT_NAME = 8;
  private static final int WEIGHT_PLACE = 13;
  private static final int PLACE_KEY = 1;
  private static final int PLACE_VALUE = 2;
  private static final int VALUE_NAME = 1;
  private static final int VALUE_TYPE = 2;
  private static final int TYPE_TENSOR = 1;
  private static final int TENSOR_ELEMENT_TYPE = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int SHAPE_DIMENSION = 1;
  private static final int DIMENSION_VALUE = 1;
  private static final int FLOAT = 1;
  private static final int MOST_AXES = 32;

  /**
   * Exports with the memory of attention list hundreds; those that list their weights thousands.
   */
  private static final int MOST_VALUES = 100_000;

  /**
   * Reads the declarations.
   *
   * @throws InvalidProtocolBufferException if these are not the bytes of a whole ONNX model
   */
  static OnnxHeader read(InputStream file) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(file);
    in.setSizeLimit(Integer.MAX_VALUE);
    GraphReader reader = new GraphReader();
    readMessage(in, field -> field == MODEL_GRAPH, (field, graph) -> reader.read(graph));
    boolean open = reader.inputs.keySet().removeAll(reader.weightNames);
    reader.requireKnownTypes();
    return new OnnxHeader(reader.inputs, reader.outputs, reader.weights, open, reader.weightFiles);
  }

  /** Reads only in which other files a model keeps weights; its inputs may be of any type. */
  static Set<String> weightFiles(InputStream file) throws IOException {
    GraphReader reader = new GraphReader();
    readMessage(
        CodedInputStream.newInstance(file),
        field -> field == MODEL_GRAPH,
        (field, graph) ->
            readMessage(
                graph, inner -> inner == GRAPH_WEIGHT, (inner, in) -> reader.readWeight(in)));
    return reader.weightFiles;
  }

  private static final class GraphReader {
    private final Map<String, TensorSpec> inputs = new LinkedHashMap<>();
    private final Map<String, TensorSpec> outputs = new LinkedHashMap<>();
    private final Map<WeightType, Long> weights = new EnumMap<>(WeightType.class);
    private final Set<String> weightNames = new HashSet<>();
    private final Set<String> weightFiles = new TreeSet<>();
    private final Map<String, Integer> unknownTypes = new LinkedHashMap<>();

    /** Complains about an input or output of a type that cannot be given; weights may have it. */
    void requireKnownTypes() throws InvalidProtocolBufferException {
      for (Map.Entry<String, Integer> unknown : unknownTypes.entrySet()) {
        if (inputs.containsKey(unknown.getKey()) || outputs.containsKey(unknown.getKey())) {
          throw new InvalidProtocolBufferException(
              "an input or output has element type number " + unknown.getValue());
        }
      }
    }

    void read(CodedInputStream in) throws IOException {
      readMessage(
          in,
          field -> field == GRAPH_INPUT || field == GRAPH_OUTPUT || field == GRAPH_WEIGHT,
          (field, message) -> {
            if (field == GRAPH_WEIGHT) {
              readWeight(message);
            } else {
              TensorSpec spec = readValue(message);
              if (inputs.size() + outputs.size() == MOST_VALUES) {
                throw new InvalidProtocolBufferException(
                    "more than " + MOST_VALUES + " inputs and outputs");
              }
              (field == GRAPH_INPUT ? inputs : outputs).put(spec.name(), spec);
            }
          });
    }

    private TensorSpec readValue(CodedInputStream in) throws IOException {
      String name = "";
      TypeReader type = new TypeReader();
      int tag;
      while (!in.isAtEnd() && (tag = in.readTag()) != 0) {
        int field = WireFormat.getTagFieldNumber(tag);
        if (field == VALUE_NAME) {
          name = in.readString();
        } else if (field == VALUE_TYPE) {
          nested(in, type::readType);
        } else {
          in.skipField(tag);
        }
      }
      Optional<ElementType> element = ElementType.ofOnnxCode(type.element);
      if (element.isEmpty()) {
        unknownTypes.put(name, type.element);
      }
      return new TensorSpec(name, element.orElse(ElementType.FLOAT), type.sizes);
    }

    private void readWeight(CodedInputStream in) throws IOException {
      long elements = 1;
      WeightType type = null;
      int tag;
      while (!in.isAtEnd() && (tag = in.readTag()) != 0) {
        int field = WireFormat.getTagFieldNumber(tag);
        boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (field == WEIGHT_SIZE && packed) {
          int outer = in.pushLimit(in.readRawVarint32());
          while (in.getBytesUntilLimit() > 0) {
            elements = Math.multiplyExact(elements, in.readInt64());
          }
          in.popLimit(outer);
        } else if (field == WEIGHT_SIZE) {
          elements = Math.multiplyExact(elements, in.readInt64());
        } else if (field == WEIGHT_NAME) {
          weightNames.add(in.readString());
        } else if (field == WEIGHT_PLACE) {
          nested(in, this::readPlace);
        } else if (field == WEIGHT_TYPE) {
          type = WeightType.ofOnnxCode(in.readEnum()).orElse(null);
        } else {
          in.skipField(tag);
        }
      }
      if (elements < 0) {
        throw new InvalidProtocolBufferException("weights of a negative size");
      }
      if (type != null) {
        weights.merge(type, elements, Math::addExact);
      }
    }

    private void readPlace(CodedInputStream in) throws IOException {
      String key = "";
      int tag;
      while (!in.isAtEnd() && (tag = in.readTag()) != 0) {
        int field = WireFormat.getTagFieldNumber(tag);
        if (field == PLACE_KEY) {
          key = in.readString();
        } else if (field == PLACE_VALUE && key.equals("location")) {
          weightFiles.add(in.readString());
        } else {
          in.skipField(tag);
        }
      }
    }
  }

  private static final class TypeReader {
    private int element = FLOAT;
    private final List<OptionalInt> sizes = new ArrayList<>();

    void readType(CodedInputStream in) throws IOException {
      readMessage(in, field -> field == TYPE_TENSOR, (field, tensor) -> readTensor(tensor));
    }

    private void readTensor(CodedInputStream in) throws IOException {
      int tag;
      while (!in.isAtEnd() && (tag = in.readTag()) != 0) {
        int field = WireFormat.getTagFieldNumber(tag);
        if (field == TENSOR_ELEMENT_TYPE) {
          element = in.readEnum();
        } else if (field == TENSOR_SHAPE) {
          nested(in, this::readShape);
        } else {
          in.skipField(tag);
        }
      }
    }

    private void readShape(CodedInputStream in) throws IOException {
      readMessage(
          in,
          field -> field == SHAPE_DIMENSION,
          (field, axis) -> {
            if (sizes.size() == MOST_AXES) {
              throw new InvalidProtocolBufferException(
                  "an input or output has more than " + MOST_AXES + " axes");
            }
            sizes.add(size(axis));
          });
    }

    private static OptionalInt size(CodedInputStream in) throws IOException {
      OptionalInt size = OptionalInt.empty();
      int tag;
      while (!in.isAtEnd() && (tag = in.readTag()) != 0) {
        if (WireFormat.getTagFieldNumber(tag) == DIMENSION_VALUE) {
          int fixed = Math.toIntExact(in.readInt64());
          size = fixed > 0 ? OptionalInt.of(fixed) : OptionalInt.empty();
        } else {
          in.skipField(tag);
        }
      }
      return size;
    }
  }

  private interface FieldReader {
    void read(int field, CodedInputStream in) throws IOException;
  }

  private interface MessageReader {
    void read(CodedInputStream in) throws IOException;
  }

  /** Walks the fields of a message and hands the wanted ones, which are messages, to a reader. */
  private static void readMessage(CodedInputStream in, IntPredicate wanted, FieldReader reader)
      throws IOException {
    int tag;
    while (!in.isAtEnd() && (tag = in.readTag()) != 0) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean message = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (message && wanted.test(field)) {
        nested(in, inner -> reader.read(field, inner));
      } else {
        in.skipField(tag);
      }
    }
  }

  private static void nested(CodedInputStream in, MessageReader reader) throws IOException {
    int length = in.readRawVarint32();
    int outer = in.pushLimit(length);
    reader.read(in);
    in.popLimit(outer);
  }
}
