package dev.gen.graph.nodes;

import com.google.protobuf.ByteString;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.graph.proto.AttributeProto;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.NodeProto;
import dev.gen.graph.proto.OperatorSetIdProto;
import dev.gen.graph.proto.StringStringEntryProto;
import dev.gen.graph.proto.TensorProto;
import dev.gen.graph.proto.TensorShapeProto;
import dev.gen.graph.proto.TensorShapeProto.Dimension;
import dev.gen.graph.proto.TypeProto;
import dev.gen.graph.proto.ValueInfoProto;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An ONNX graph in the making: nodes, constants, weights, inputs and outputs.
 *
 * <p>The only class that knows how ONNX spells things; what a layer is made of is said in {@link
 * dev.gen.graph.layers.Ops} and {@link dev.gen.graph.layers.Layers}. For one thread.
 */
public final class OnnxGraph {

  /** The operator domain of ONNX Runtime's own fused operators. */
  private static final String CONTRIB = "com.microsoft";

  private static final int IR_VERSION = 9;
  private static final int OPERATOR_SET = 18;

  /** The first operator set with numbers of a byte; it is used for graphs that have some only. */
  private static final int OPERATOR_SET_OF_BYTES = 19;

  private static final int EXTERNAL = 1;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<List<?>, Value> constants = new HashMap<>();
  private final Set<Value> known = new HashSet<>();
  private final List<NodeProto> knownNodes = new ArrayList<>();
  private final Path folder;
  private final String prefix;
  private int values;

  /** Starts an empty graph of that name, whose weights are all copies. */
  public OnnxGraph(String name) {
    this(name, Path.of("").toAbsolutePath());
  }

  /**
   * Starts an empty graph of that name.
   *
   * @param folder the absolute folder that the names of the weights' files are relative to
   */
  public OnnxGraph(String name, Path folder) {
    this(GraphProto.newBuilder().setName(name).build(), "", folder);
  }

  /**
   * Goes on with a graph that somebody began.
   *
   * @param prefix of the names of all that is added, which nothing in the graph has
   * @param folder the absolute folder that the names of the weights' files are relative to
   */
  public OnnxGraph(GraphProto begun, String prefix, Path folder) {
    graph.mergeFrom(begun);
    this.prefix = prefix;
    this.folder = folder;
  }

  /**
   * Declares an input.
   *
   * @param axes a number for a fixed axis, a name for one of any size
   */
  public Value input(String name, ElementType type, Object... axes) {
    graph.addInput(declaration(name, type, axes));
    return new Value(name);
  }

  /** Declares a float output under a name of its own; axes as in {@link #input}. */
  public void output(String name, Value value, Object... axes) {
    output(name, ElementType.FLOAT, value, axes);
  }

  /** Declares an output of another type; axes as in {@link #input}. */
  public void output(String name, ElementType type, Value value, Object... axes) {
    name(name, value);
    graph.addOutput(declaration(name, type, axes));
  }

  /** Declares what a node computes as an output, without a name of its own; axes are numbers. */
  public void output(ElementType type, Value value, Shape shape) {
    Object[] axes = IntStream.of(shape.sizes()).mapToObj(Integer::valueOf).toArray();
    graph.addOutput(declaration(value.name(), type, axes));
  }

  /** Gives a value a name that others use. */
  public void name(String name, Value value) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(value.name()).addOutput(name));
  }

  /** Adds a node of another graph as it is. */
  public void append(NodeProto node) {
    graph.addNode(node);
  }

  /** Adds a weight of another graph as it is. */
  public void append(TensorProto weight) {
    graph.addInitializer(weight);
  }

  /** Adds a node of the standard operators and returns its only output. */
  public Value node(String operator, List<Value> inputs, AttributeProto... attributes) {
    return add(NodeProto.newBuilder().setOpType(operator), inputs, attributes);
  }

  /** Adds a node of the standard operators and returns its outputs, which are so many. */
  public List<Value> nodes(String operator, int outputs, List<Value> inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator);
    List<Value> values = Stream.generate(() -> fresh(operator)).limit(outputs).toList();
    inputs.forEach(input -> node.addInput(input.name()));
    values.forEach(value -> node.addOutput(value.name()));
    graph.addNode(node.setName(values.get(0).name()));
    return values;
  }

  /** Adds a node of ONNX Runtime's own operators and returns its only output. */
  public Value contribNode(String operator, List<Value> inputs, AttributeProto... attributes) {
    return add(NodeProto.newBuilder().setOpType(operator).setDomain(CONTRIB), inputs, attributes);
  }

  /** Returns a constant list of integers, as shapes are given. */
  public Value longs(long... numbers) {
    ByteBuffer raw = littleEndian(8 * numbers.length);
    Arrays.stream(numbers).forEach(raw::putLong);
    return constant(ElementType.INT64, new long[] {numbers.length}, raw);
  }

  /** Returns a constant list of floats. */
  public Value floats(float... numbers) {
    return constant(ElementType.FLOAT, new long[] {numbers.length}, raw(numbers));
  }

  /** Returns a constant matrix, given row by row. */
  public Value matrix(int columns, float... numbers) {
    long[] sizes = {numbers.length / columns, columns};
    return constant(ElementType.FLOAT, sizes, raw(numbers));
  }

  private static ByteBuffer raw(float... numbers) {
    ByteBuffer raw = littleEndian(4 * numbers.length);
    for (float number : numbers) {
      raw.putFloat(number);
    }
    return raw;
  }

  /**
   * Adds a weight as a reference, and nothing is computed from it before the graph runs.
   *
   * <p>In ONNX's terms, a caller could give another value for it (an input with an initializer).
   * What is computed from other weights is computed when the graph is opened, and kept.
   */
  public Value unfolded(ElementType type, StoredTensor tensor) {
    Value value = external(type, tensor);
    Object[] axes = Arrays.stream(tensor.shape().sizes()).boxed().toArray();
    graph.addInput(declaration(value.name(), type, axes));
    return value;
  }

  /** Tells whether a weight's file lies below the graph's folder, as references must. */
  boolean canRefer(StoredTensor tensor) {
    return tensor.file().toAbsolutePath().startsWith(folder);
  }

  /** Adds a weight as a reference to the bytes of its file, which lies below the graph's folder. */
  public Value external(ElementType type, StoredTensor tensor) {
    return external(weight(type, tensor), tensor.file(), tensor.offset(), tensor.length());
  }

  /**
   * Adds a weight as a reference.
   *
   * @param weight its type, sizes and name
   * @param start its first byte in the file
   * @param length in bytes
   */
  public Value external(TensorProto.Builder weight, Path file, long start, long length) {
    return initializer(
        weight
            .setDataLocation(EXTERNAL)
            .addExternalData(entry("location", location(folder, file)))
            .addExternalData(entry("offset", Long.toString(start)))
            .addExternalData(entry("length", Long.toString(length))));
  }

  /** Returns how a graph names a file below a folder. */
  public static String location(Path folder, Path file) {
    return folder.relativize(file.toAbsolutePath()).toString().replace('\\', '/');
  }

  /** Adds numbers that lie in no file. */
  public Value embedded(FloatTensor tensor) {
    ByteBuffer raw = littleEndian(4 * tensor.size());
    raw.asFloatBuffer().put(tensor.values());
    TensorProto.Builder weight = tensor(ElementType.FLOAT, tensor.shape().toLongs());
    return initializer(weight.setRawData(ByteString.copyFrom(raw)));
  }

  /** Adds a small weight as a copy, for files that do not lie with the checkpoint. */
  public Value embedded(ElementType type, StoredTensor tensor) {
    return initializer(weight(type, tensor).setRawData(ByteString.copyFrom(tensor.bytes())));
  }

  /** Returns the finished model. */
  public byte[] toBytes() {
    boolean bytes =
        graph.getInitializerList().stream()
            .anyMatch(weight -> weight.getDataType() >= ElementType.FLOAT8E4M3FN.code());
    int operators = bytes ? OPERATOR_SET_OF_BYTES : OPERATOR_SET;
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("gen")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(operators))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(CONTRIB).setVersion(1))
        .setGraph(finished())
        .build()
        .toByteArray();
  }

  private Value add(NodeProto.Builder node, List<Value> inputs, AttributeProto... attributes) {
    Value output = fresh(node.getOpType());
    node.setName(output.name()).addOutput(output.name()).addAllAttribute(List.of(attributes));
    withoutTrailingNone(inputs).forEach(input -> node.addInput(input.name()));
    if (!inputs.isEmpty() && known.containsAll(inputs)) {
      known.add(output);
      knownNodes.add(node.build());
    } else {
      graph.addNode(node);
    }
    return output;
  }

  /**
   * Returns the finished graph, with what needs no input first.
   *
   * <p>ONNX Runtime then computes such a value just before it is used (its order is that of a
   * search from the outputs back, latest nodes first), and not before all that comes in between, so
   * that few of them are in memory at once.
   */
  public GraphProto finished() {
    List<NodeProto> rest = graph.getNodeList();
    return graph.clone().clearNode().addAllNode(knownNodes).addAllNode(rest).build();
  }

  /** Left-out inputs at the end must not be named: the runtime's fusions crash on them. */
  private static List<Value> withoutTrailingNone(List<Value> inputs) {
    int count = inputs.size();
    while (count > 0 && inputs.get(count - 1).equals(Value.NONE)) {
      count--;
    }
    return inputs.subList(0, count);
  }

  private Value constant(ElementType type, long[] sizes, ByteBuffer raw) {
    ByteString data = ByteString.copyFrom(raw.flip());
    return constants.computeIfAbsent(
        List.of(type, Arrays.stream(sizes).boxed().toList(), data),
        key -> initializer(tensor(type, sizes).setRawData(data)));
  }

  private Value initializer(TensorProto.Builder tensor) {
    Value value = fresh(tensor.hasName() ? tensor.getName() : "constant");
    graph.addInitializer(tensor.setName(value.name()));
    known.add(value);
    return value;
  }

  private Value fresh(String stem) {
    return new Value(prefix + stem + "_" + values++);
  }

  private static TensorProto.Builder weight(ElementType type, StoredTensor tensor) {
    return tensor(type, tensor.shape().toLongs()).setName(tensor.name());
  }

  /** Returns a tensor message without its numbers. */
  public static TensorProto.Builder tensor(ElementType type, long... sizes) {
    return TensorProto.newBuilder()
        .setDataType(type.code())
        .addAllDims(Arrays.stream(sizes).boxed().toList());
  }

  private static ValueInfoProto declaration(String name, ElementType type, Object... axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object axis : axes) {
      shape.addDim(
          axis instanceof Integer size
              ? Dimension.newBuilder().setDimValue(size)
              : Dimension.newBuilder().setDimParam(axis.toString()));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.code()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
