package dev.gen.graph;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.ByteLayers;
import dev.gen.graph.layers.ByteLayers.ByteWeights;
import dev.gen.graph.layers.ByteLayers.Bytes;
import dev.gen.graph.layers.ByteLayers.Window;
import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.ComputedWeights;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.graph.proto.AttributeProto;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.NodeProto;
import dev.gen.graph.proto.OperatorSetIdProto;
import dev.gen.graph.proto.StringStringEntryProto;
import dev.gen.graph.proto.TensorProto;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network whose convolutions and linear layers multiply numbers of a byte, made from one that
 * multiplies floats, whoever built it: see {@link ByteLayers}.
 *
 * <p>Only layers of what is computed from the picture, the network's first input or one of four
 * axes, are changed, and of those none with few channels: the first and the last layer are among
 * these. Attention stays in floats, and so do timesteps, prompts, biases and normalisations.
 * Weights are rounded before the network opens.
 */
public final class QuantizedGraph {

  /** Layers of fewer channels cost little, and lose most. */
  private static final long FEWEST_CHANNELS = 64;

  /** Divides into bytes -127 to 127. */
  private static final float LARGEST = 127;

  private static final float SMALLEST_SCALE = 1e-30f;
  private static final String PREFIX = "int8.";
  private static final String CONTRIB = "com.microsoft";

  private final ModelProto model;
  private final Path folder;
  private final OnnxGraph graph;
  private final ByteLayers on;
  private final Constants constants;
  private final ComputedWeights weights;
  private final Set<String> seesPicture = new HashSet<>();
  private final Map<String, Bytes> bytes = new HashMap<>();

  private QuantizedGraph(ModelProto model, Path folder, Path scratch) {
    this.folder = folder;
    this.model = model.toBuilder().setGraph(rooted(model.getGraph())).build();
    this.graph = new OnnxGraph(frame(this.model.getGraph()), PREFIX, folder.getRoot());
    this.on = new ByteLayers(graph);
    this.constants = new Constants(this.model.getGraph());
    this.weights = new ComputedWeights(scratch);
    seesPicture.add(model.getGraph().getInput(0).getName());
    model.getGraph().getInputList().stream()
        .filter(input -> input.getType().getTensorType().getShape().getDimCount() == 4)
        .forEach(input -> seesPicture.add(input.getName()));
  }

  /**
   * Makes the network.
   *
   * @param name what messages call it
   * @param bytes a whole ONNX model
   * @param folder the absolute folder that its external data's file names are relative to
   * @param scratch the absolute folder where rounded weights may lie while the network opens
   * @throws ModelFormatException if the bytes are no ONNX model
   */
  public static NetworkGraph of(String name, byte[] bytes, Path folder, Path scratch) {
    try {
      QuantizedGraph made = new QuantizedGraph(ModelProto.parseFrom(bytes), folder, scratch);
      return new NetworkGraph(
          name, made.changed().toByteArray(), folder.getRoot(), made.weights.finished());
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(name + " is not a whole ONNX model; copy it again", e);
    }
  }

  /** Names files from the root: rounded weights lie elsewhere than the others. */
  private GraphProto rooted(GraphProto original) {
    GraphProto.Builder rooted = original.toBuilder().clearInitializer();
    for (TensorProto weight : original.getInitializerList()) {
      TensorProto.Builder changed = weight.toBuilder().clearExternalData();
      for (StringStringEntryProto entry : weight.getExternalDataList()) {
        changed.addExternalData(
            entry.getKey().equals("location")
                ? entry.toBuilder().setValue(fromRoot(entry.getValue())).build()
                : entry);
      }
      rooted.addInitializer(changed);
    }
    return rooted.build();
  }

  private String fromRoot(String location) {
    return OnnxGraph.location(folder.getRoot(), folder.resolve(location));
  }

  private static GraphProto frame(GraphProto original) {
    return original.toBuilder().clearNode().build();
  }

  private ModelProto changed() {
    for (NodeProto node : model.getGraph().getNodeList()) {
      boolean sees = node.getInputList().stream().anyMatch(seesPicture::contains);
      if (sees) {
        seesPicture.addAll(node.getOutputList());
      }
      Optional<Value> inBytes = sees ? inBytes(node) : Optional.empty();
      if (inBytes.isPresent()) {
        graph.name(node.getOutput(0), inBytes.get());
      } else {
        graph.append(node);
      }
    }
    ModelProto.Builder changed = model.toBuilder().setGraph(Pruned.of(graph.finished()));
    if (changed.getOpsetImportList().stream().noneMatch(set -> set.getDomain().equals(CONTRIB))) {
      changed.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(CONTRIB).setVersion(1));
    }
    return changed.build();
  }

  /** Computes a node in bytes if it is a layer for that. */
  private Optional<Value> inBytes(NodeProto node) {
    List<String> inputs = node.getInputList();
    if (inputs.size() < 2 || constants.has(inputs.get(0))) {
      return Optional.empty();
    }
    return switch (node.getOpType()) {
      case "MatMul" ->
          matrix(inputs.get(1), 2)
              .map(sizes -> on.product(bytes(node), rounded(node, sizes.get(1), Form.MATRIX)));
      case "Gemm" -> isPlainGemm(node) ? gemm(node) : Optional.empty();
      case "Conv" -> isPlainConv(node) ? convolution(node) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Value> gemm(NodeProto node) {
    boolean turned = integer(node, "transB") == 1;
    return matrix(node.getInput(1), 2)
        .map(sizes -> rounded(node, sizes.get(turned ? 0 : 1), turned ? Form.TURNED : Form.MATRIX))
        .map(rounded -> on.product(bytes(node), rounded));
  }

  private Optional<Value> convolution(NodeProto node) {
    return matrix(node.getInput(1), 4)
        .map(
            sizes -> {
              int outputs = Math.toIntExact(sizes.get(0));
              int inputs = Math.toIntExact(sizes.get(1));
              int height = Math.toIntExact(sizes.get(2));
              int width = Math.toIntExact(sizes.get(3));
              Window window =
                  new Window(height, width, list(node, "strides", 1, 2), list(node, "pads", 0, 4));
              ByteWeights rounded = rounded(node, outputs, Form.WINDOWS);
              return on.convolution(bytes(node), rounded, inputs, outputs, window);
            });
  }

  /** Returns the sizes of a weight of that rank, if it is one and has many channels. */
  private Optional<List<Long>> matrix(String name, int rank) {
    return constants
        .sizes(name)
        .filter(sizes -> sizes.size() == rank)
        .filter(sizes -> Math.min(sizes.get(0), sizes.get(1)) >= FEWEST_CHANNELS)
        .filter(sizes -> sizes.get(0) % 4 == 0 && sizes.get(1) % 4 == 0);
  }

  private Bytes bytes(NodeProto node) {
    return bytes.computeIfAbsent(node.getInput(0), name -> on.bytes(new Value(name)));
  }

  /** How a weight becomes a matrix whose columns are outputs. */
  private enum Form {
    MATRIX(0),
    TURNED(1),
    WINDOWS(1, 2, 3);

    private final long[] inputAxes;

    Form(long... inputAxes) {
      this.inputAxes = inputAxes;
    }

    /** The rows of windows are in the order: pixel of the window, input. */
    Value matrix(ByteLayers on, Value weight, List<Long> sizes) {
      return switch (this) {
        case MATRIX -> weight;
        case TURNED -> on.transpose(weight, 1, 0);
        case WINDOWS -> {
          long outputs = sizes.get(0);
          Value turned = on.transpose(on.reshape(weight, outputs, -1), 1, 0);
          yield on.transpose(on.reshape(turned, sizes.get(1), -1, outputs), 1, 0, 2);
        }
      };
    }
  }

  private ByteWeights rounded(NodeProto node, long outputs, Form form) {
    String name = node.getInput(1);
    List<Long> sizes = constants.sizes(name).orElseThrow();
    long count = sizes.stream().reduce(1L, Math::multiplyExact);
    Value matrix = placed(name, ElementType.INT8, 1, List.of(count / outputs, outputs), form);
    Value scales = placed(name, ElementType.FLOAT, 4, List.of(outputs), form);
    Value bias = node.getInputCount() > 2 ? new Value(node.getInput(2)) : Value.NONE;
    return new ByteWeights(matrix, scales, bias);
  }

  private Value placed(String name, ElementType type, int width, List<Long> sizes, Form form) {
    int count = Math.toIntExact(sizes.stream().reduce(1L, Math::multiplyExact));
    String key = constants.source(name) + " as " + form + " " + type;
    long start = weights.place(key, count * width, () -> computing(name, type, count, form));
    return graph.external(
        OnnxGraph.tensor(type, sizes.stream().mapToLong(size -> size).toArray()).setName(name),
        weights.file(),
        start,
        (long) count * width);
  }

  /** Returns a graph that rounds a weight, or gives its scales. */
  private byte[] computing(String name, ElementType type, int count, Form form) {
    GraphProto empty = GraphProto.newBuilder().setName("int8").build();
    OnnxGraph to = new OnnxGraph(empty, PREFIX, folder.getRoot());
    ByteLayers ops = new ByteLayers(to);
    Value stored = constants.copy(name, to);
    Value size = to.node("Abs", List.of(stored));
    Value largest =
        to.node("ReduceMax", List.of(size, to.longs(form.inputAxes)), Attribute.of("keepdims", 1L));
    Value part = to.node("Div", List.of(largest, to.floats(LARGEST)));
    Value scales = to.node("Max", List.of(part, to.floats(SMALLEST_SCALE)));
    if (type == ElementType.FLOAT) {
      return ComputedWeights.graph(to, type, scales, count, scales);
    }
    Value rounded = to.node("Round", List.of(to.node("Div", List.of(stored, scales))));
    Value matrix = form.matrix(ops, ops.cast(rounded, type), constants.sizes(name).orElseThrow());
    return ComputedWeights.graph(to, type, matrix, count, scales);
  }

  private boolean isPlainGemm(NodeProto node) {
    return integer(node, "transA") == 0
        && node.getAttributeList().stream()
            .filter(a -> a.getName().equals("alpha") || a.getName().equals("beta"))
            .allMatch(a -> a.getF() == 1)
        && hasPlainBias(node);
  }

  private boolean isPlainConv(NodeProto node) {
    return list(node, "dilations", 1, 2).equals(List.of(1L, 1L))
        && node.getAttributeList().stream()
            .filter(a -> a.getName().equals("auto_pad"))
            .allMatch(a -> a.getS().toStringUtf8().equals("NOTSET"))
        && node.getAttributeList().stream()
            .filter(a -> a.getName().equals("group"))
            .allMatch(a -> a.getI() == 1)
        && hasPlainBias(node);
  }

  private boolean hasPlainBias(NodeProto node) {
    return node.getInputCount() < 3
        || constants.sizes(node.getInput(2)).filter(sizes -> sizes.size() == 1).isPresent();
  }

  private static long integer(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(0);
  }

  private static List<Long> list(NodeProto node, String name, long usual, int count) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .map(AttributeProto::getIntsList)
        .findFirst()
        .orElse(Collections.nCopies(count, usual));
  }
}
