package dev.gen.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.NodeProto;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.PreparedNetworks;
import dev.gen.onnx.Processor;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers in bytes beside the same layers in floats. */
class QuantizedGraphTest {

  private static final int INPUTS = 64;
  private static final int OUTPUTS = 96;

  /** Eight bits of normal numbers lose about a hundredth. */
  private static final double LOST = 0.03;

  @TempDir Path folder;

  private final OnnxGraph graph = new OnnxGraph("layers");
  private final Value x = graph.input("x", ElementType.FLOAT, "n", INPUTS, "h", "w");

  private byte[] model(UnaryOperator<Value> layer) {
    graph.output("y", layer.apply(x), "n", "c", "h", "w");
    return graph.toBytes();
  }

  private NetworkGraph inBytes(byte[] model) {
    Path absolute = folder.toAbsolutePath();
    return QuantizedGraph.of("layers", model, absolute, absolute.resolve("scratch"));
  }

  private Value conv(Value input, int outputs, int size, long stride, long... pads) {
    Value weight = graph.embedded(GraphRunner.normal(1, outputs, INPUTS, size, size));
    Value bias = graph.embedded(GraphRunner.normal(2, outputs));
    return graph.node(
        "Conv",
        List.of(input, weight, bias),
        Attribute.ofList("strides", stride, stride),
        Attribute.ofList("pads", pads));
  }

  private static List<String> operators(NetworkGraph network) throws IOException {
    return ModelProto.parseFrom(network.model()).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  private static float[] run(OnnxModel model, SessionSettings settings, FloatTensor x) {
    try (OnnxSession session = model.open(settings)) {
      return session.run(Map.of("x", x), Set.of("y")).get("y").values();
    }
  }

  private void assertLosesLittle(byte[] model, FloatTensor x) {
    Assumptions.assumeTrue(Processor.multipliesBytes(Processor.features()), Processor.features());
    SessionSettings settings = new SessionSettings(1);
    float[] floats = run(OnnxModel.built("floats", model, folder.toAbsolutePath()), settings, x);
    float[] bytes = run(GraphRunner.model(inBytes(model)), settings, x);

    double difference = 0;
    double size = 0;
    assertThat(bytes).hasSameSizeAs(floats);
    for (int i = 0; i < floats.length; i++) {
      difference += Math.pow(bytes[i] - floats[i], 2);
      size += Math.pow(floats[i], 2);
    }
    assertThat(Math.sqrt(difference / size)).isBetween(1e-4, LOST);
  }

  @ParameterizedTest
  @CsvSource({
    "3,1,1,1,1,1",
    "3,2,1,1,1,1",
    "3,2,0,0,1,1",
    "1,1,0,0,0,0",
    "1,2,0,0,0,0",
    "5,1,2,1,0,3"
  })
  void convolutionsLoseLittle(int size, int stride, int top, int left, int bottom, int right)
      throws IOException {
    byte[] model = model(input -> conv(input, OUTPUTS, size, stride, top, left, bottom, right));

    assertThat(operators(inBytes(model))).contains("MatMulIntegerToFloat").doesNotContain("Conv");
    assertLosesLittle(model, GraphRunner.normal(3, 2, INPUTS, 9, 12));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void linearLayersLoseLittleWhicheverWayTheirWeightsLie(boolean turned) throws IOException {
    int[] sizes = turned ? new int[] {OUTPUTS, INPUTS} : new int[] {INPUTS, OUTPUTS};
    Value weight = graph.embedded(GraphRunner.normal(1, sizes));
    Value bias = graph.embedded(GraphRunner.normal(2, OUTPUTS));
    byte[] model =
        model(
            input -> {
              Value last =
                  graph.node("Transpose", List.of(input), Attribute.ofList("perm", 0, 2, 3, 1));
              Value rows = graph.node("Reshape", List.of(last, graph.longs(-1, INPUTS)));
              Value y =
                  graph.node(
                      "Gemm",
                      List.of(rows, weight, bias),
                      Attribute.of("transB", turned ? 1L : 0L));
              return graph.node("Reshape", List.of(y, graph.longs(1, OUTPUTS, 5, 7)));
            });

    assertThat(operators(inBytes(model))).contains("MatMulIntegerToFloat").doesNotContain("Gemm");
    assertLosesLittle(model, GraphRunner.normal(3, 1, INPUTS, 5, 7));
  }

  @Test
  void productsOfOneTensorRoundItOnce() throws IOException {
    byte[] model =
        model(
            input ->
                graph.node(
                    "Add",
                    List.of(
                        conv(input, OUTPUTS, 1, 1, 0, 0, 0, 0),
                        conv(input, OUTPUTS, 3, 1, 1, 1, 1, 1))));

    assertThat(operators(inBytes(model))).containsOnlyOnce("DynamicQuantizeLinear");
    assertLosesLittle(model, GraphRunner.normal(3, 1, INPUTS, 4, 4));
  }

  @Test
  void layersOfFewChannelsStayInFloats() throws IOException {
    byte[] model = model(input -> conv(input, 4, 3, 1, 1, 1, 1, 1));

    assertThat(operators(inBytes(model))).contains("Conv").doesNotContain("MatMulIntegerToFloat");
  }

  @Test
  void whatDoesNotDependOnThePictureStaysInFloats() throws IOException {
    Value time = graph.input("time", ElementType.FLOAT, 1, INPUTS);
    Value weight = graph.embedded(GraphRunner.normal(1, INPUTS, INPUTS));
    byte[] model =
        model(
            input -> {
              Value shift = graph.node("MatMul", List.of(time, weight));
              Value spread = graph.node("Reshape", List.of(shift, graph.longs(1, INPUTS, 1, 1)));
              return graph.node("Add", List.of(input, spread));
            });

    assertThat(operators(inBytes(model))).contains("MatMul").doesNotContain("MatMulIntegerToFloat");
  }

  @Test
  void floatsThatWereRoundedAreLeftOut() throws IOException {
    byte[] model = model(input -> conv(input, OUTPUTS, 3, 1, 1, 1, 1, 1));
    GraphProto rounded = ModelProto.parseFrom(inBytes(model).model()).getGraph();

    assertThat(rounded.getInitializerList())
        .filteredOn(weight -> weight.getRawData().size() > 4 * OUTPUTS)
        .isEmpty();
  }

  @Test
  void roundedWeightsAreKept() {
    Assumptions.assumeTrue(Processor.multipliesBytes(Processor.features()), Processor.features());
    OnnxModel model =
        GraphRunner.model(inBytes(model(input -> conv(input, OUTPUTS, 3, 1, 1, 1, 1, 1))));
    PreparedNetworks networks = PreparedNetworks.in(folder.resolve("networks"));
    SessionSettings keeping = new SessionSettings(1, Optional.of(networks));
    FloatTensor x = GraphRunner.normal(3, 1, INPUTS, 4, 4);
    float[] expected = run(model, new SessionSettings(1), x);

    assertThat(run(model, keeping, x)).isEqualTo(expected);
    assertThat(networks.list()).hasSize(1);
    assertThat(run(model, keeping, x)).isEqualTo(expected);
    assertThat(networks.list()).hasSize(1);
    assertThat(networks.list().get(0).bytes()).isGreaterThan(9L * INPUTS * OUTPUTS);
    assertThat(Arrays.stream(folder.resolve("scratch").toFile().list())).isEmpty();
  }
}
