package dev.gen.graph;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.proto.AttributeProto;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.NodeProto;
import dev.gen.graph.proto.TypeProto;
import dev.gen.graph.proto.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph that another program exported, changed where its export left something out.
 *
 * <p>Immutable; each change returns a new graph.
 */
public final class ExportedGraph {

  private static final int FLOAT_CODE = 1;

  /** Operators that move a tensor's values about without looking at them. */
  private static final Set<String> MOVES =
      Set.of("Expand", "Unsqueeze", "Squeeze", "Reshape", "Identity");

  private final String name;
  private final ModelProto model;

  private ExportedGraph(String name, ModelProto model) {
    this.name = name;
    this.model = model;
  }

  /**
   * Reads a graph.
   *
   * @param name what messages call it
   * @throws ModelFormatException if the bytes are no ONNX model
   */
  public static ExportedGraph parse(String name, byte[] bytes) {
    try {
      return new ExportedGraph(name, ModelProto.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(name + " is not a whole ONNX model; copy it again", e);
    }
  }

  /** Returns the graph as a file holds it. */
  public byte[] toBytes() {
    return model.toByteArray();
  }

  /**
   * Returns the graph with a whole-number input that takes fractions.
   *
   * <p>Old exports declare the timestep as int64 and turn it into a float first thing, so samplers
   * with fractional timesteps are rounded for no reason. Where the input is put to any other use
   * the graph is returned as it is.
   */
  public ExportedGraph withFloatInput(String input) {
    if (!isOnlyCast(input)) {
      return this;
    }
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < graph.getInputCount(); i++) {
      ValueInfoProto value = graph.getInput(i);
      if (value.getName().equals(input)) {
        TypeProto.Tensor tensor =
            value.getType().getTensorType().toBuilder().setElemType(FLOAT_CODE).build();
        TypeProto type = value.getType().toBuilder().setTensorType(tensor).build();
        graph.setInput(i, value.toBuilder().setType(type));
      }
    }
    return new ExportedGraph(name, model.toBuilder().setGraph(graph).build());
  }

  private boolean isOnlyCast(String value) {
    for (NodeProto node : model.getGraph().getNodeList()) {
      boolean reads = node.getInputList().contains(value);
      boolean moves = MOVES.contains(node.getOpType()) && node.getInput(0).equals(value);
      if (reads && moves ? !isOnlyCast(node.getOutput(0)) : reads && !ignoresType(node)) {
        return false;
      }
    }
    return true;
  }

  private static boolean ignoresType(NodeProto node) {
    return node.getOpType().equals("Shape")
        || node.getOpType().equals("Cast")
            && node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("to"))
                .mapToLong(AttributeProto::getI)
                .allMatch(type -> type == FLOAT_CODE);
  }

  /**
   * Returns a CLIP text encoder that also gives an earlier layer's output after the final norm.
   *
   * <p>The graph's last steps are {@code last_hidden_state = norm(x)} with {@code x = y + mlp(...)}
   * and {@code y = x' + attention(...)}, where x' is the layer before; the norm is repeated on the
   * layer that is wanted.
   *
   * @param skipped how many layers are left out, at least 1
   * @param output the name of the new output, of the shape of {@code last_hidden_state}
   * @throws ModelFormatException if the graph is not built like this
   */
  public ExportedGraph withEarlierLayer(int skipped, String output) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    Norm norm = new Norm("last_hidden_state");
    String layer = norm.input;
    for (int i = 0; i < 2 * skipped; i++) {
      layer = residual(layer);
    }
    norm.copyOnto(layer, output, graph);
    ValueInfoProto last =
        graph.getOutputList().stream()
            .filter(value -> value.getName().equals("last_hidden_state"))
            .findFirst()
            .orElseThrow(() -> notClip("it has no output last_hidden_state"));
    graph.addOutput(last.toBuilder().setName(output));
    return new ExportedGraph(name, model.toBuilder().setGraph(graph).build());
  }

  /** Returns the input of an addition that goes on past it: the residual stream. */
  private String residual(String sum) {
    NodeProto add = producer(sum);
    if (!add.getOpType().equals("Add")) {
      throw notClip("expected an addition before the norm, found " + add.getOpType());
    }
    return add.getInputList().stream()
        .filter(input -> readers(input) > 1)
        .findFirst()
        .orElseThrow(() -> notClip("too few layers"));
  }

  private long readers(String value) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getInputList().contains(value))
        .count();
  }

  private NodeProto producer(String value) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getOutputList().contains(value))
        .findFirst()
        .orElseThrow(() -> notClip("nothing computes " + value));
  }

  private ModelFormatException notClip(String why) {
    return new ModelFormatException(
        "--clip-skip cannot leave out layers of " + name + ": " + why + "; leave the option out");
  }

  /** The nodes of a layer norm, one or many, from its input to its output. */
  private final class Norm {

    private final String output;
    private final String input;

    Norm(String output) {
      this.output = output;
      NodeProto last = producer(output);
      if (last.getOpType().equals("LayerNormalization")) {
        this.input = last.getInput(0);
      } else {
        NodeProto scaled = computed(last);
        NodeProto normalized = computed(scaled);
        this.input = producer(normalized.getInput(0)).getInput(0);
      }
    }

    /** Returns the node behind the input that is not a weight. */
    private NodeProto computed(NodeProto node) {
      return node.getInputList().stream()
          .filter(this::isComputed)
          .findFirst()
          .map(ExportedGraph.this::producer)
          .orElseThrow(() -> notClip("no final norm"));
    }

    private boolean isComputed(String value) {
      return model.getGraph().getNodeList().stream()
          .anyMatch(
              node -> node.getOutputList().contains(value) && !node.getOpType().equals("Constant"));
    }

    /** Repeats the norm on another value, at the end of the graph. */
    void copyOnto(String other, String copiedOutput, GraphProto.Builder graph) {
      Map<String, String> renamed = new HashMap<>(Map.of(input, other, output, copiedOutput));
      for (NodeProto node : List.copyOf(graph.getNodeList())) {
        boolean inside = node.getInputList().stream().anyMatch(renamed::containsKey);
        if (inside && leadsToOutput(node)) {
          NodeProto.Builder copy = node.toBuilder().clearName();
          for (int i = 0; i < copy.getInputCount(); i++) {
            copy.setInput(i, renamed.getOrDefault(copy.getInput(i), copy.getInput(i)));
          }
          String result = copy.getOutput(0);
          renamed.putIfAbsent(result, result + "_earlier");
          graph.addNode(copy.setOutput(0, renamed.get(result)));
        }
      }
    }

    private boolean leadsToOutput(NodeProto node) {
      String value = node.getOutput(0);
      return value.equals(output)
          || !value.equals(input)
              && !node.getInputList().contains(output)
              && model.getGraph().getNodeList().stream()
                  .anyMatch(next -> next.getInputList().contains(value) && leadsToOutput(next));
    }
  }
}
