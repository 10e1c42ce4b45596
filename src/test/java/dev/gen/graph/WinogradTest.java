package dev.gen.graph;

import static dev.gen.testing.Agreement.OF_NETWORKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Kernel;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.NodeProto;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.PreparedNetworks;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A 3x3 convolution with few multiplications, beside the one that ONNX Runtime has. */
class WinogradTest {

  private static final int INPUTS = 320;
  private static final int OUTPUTS = 352;

  @TempDir Path folder;

  private long room = 1L << 30;

  @BeforeEach
  void onlyWhereItIsUsed() {
    String processor = System.getProperty("os.arch");
    Assumptions.assumeTrue(
        List.of("amd64", "x86_64").contains(processor), "not used on " + processor);
  }

  private NetworkGraph graph(int inputs, int outputs, Kernel kernel) {
    Map<String, Shape> shapes =
        Map.of("conv.weight", new Shape(outputs, inputs, 3, 3), "conv.bias", new Shape(outputs));
    Path file = RandomCheckpoint.write(folder.resolve("conv.safetensors"), shapes);
    Weights weights =
        Weights.of(SafetensorsFile.open(file)).with(Map.of(), folder.toAbsolutePath());
    return Network.build("conv", weights, room, net -> both(net, inputs, outputs, kernel));
  }

  private static void both(Layers net, int inputs, int outputs, Kernel kernel) {
    Value x = net.graph().input("x", ElementType.FLOAT, "n", inputs, "h", "w");
    Value ours = net.conv("conv", new Feature(x, inputs), outputs, kernel).value();
    Value plain =
        net.graph()
            .node(
                "Conv",
                List.of(
                    x,
                    net.weight("conv.weight", outputs, inputs, 3, 3),
                    net.weight("conv.bias", outputs)),
                Attribute.ofList("pads", 1, 1, 1, 1));
    net.graph().output("ours", ours, "n", outputs, "h", "w");
    net.graph().output("plain", plain, "n", outputs, "h", "w");
  }

  private static long convolutions(NetworkGraph graph) throws IOException {
    return ModelProto.parseFrom(graph.model()).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .filter("Conv"::equals)
        .count();
  }

  @ParameterizedTest
  @CsvSource({"1,8,8", "2,12,20", "1,1,1", "3,7,5", "1,4,6", "2,9,16"})
  void givesWhatAConvolutionGivesAtAnySize(int batch, int height, int width) throws IOException {
    NetworkGraph graph = graph(INPUTS, OUTPUTS, Kernel.THREE);
    FloatTensor x = GraphRunner.normal(3, batch, INPUTS, height, width);

    assertThat(convolutions(graph)).isEqualTo(1);
    try (GraphRunner runner = GraphRunner.of(graph)) {
      Map<String, FloatTensor> outputs = runner.run(Map.of("x", x));
      OF_NETWORKS.check("output", outputs.get("ours"), outputs.get("plain"));
    }
  }

  @Test
  void computesItsFiltersOnceWherePreparedNetworksAreKept() throws IOException {
    NetworkGraph graph = graph(INPUTS, OUTPUTS, Kernel.THREE);
    FloatTensor x = GraphRunner.normal(3, 1, INPUTS, 8, 8);
    PreparedNetworks networks = PreparedNetworks.in(folder.resolve("networks"));
    SessionSettings keeping = new SessionSettings(1, Optional.of(networks));
    OnnxModel model = GraphRunner.model(graph);
    float[] expected = output(model, new SessionSettings(1), x);

    assertThat(output(model, keeping, x)).isEqualTo(expected);
    assertThat(networks.list())
        .singleElement()
        .satisfies(kept -> assertThat(kept.bytes()).isGreaterThan(4L * 36 * INPUTS * OUTPUTS));
    Instant used = networks.list().get(0).lastUse();
    assertThat(output(model, keeping, x)).isEqualTo(expected);
    assertThat(networks.list())
        .singleElement()
        .satisfies(kept -> assertThat(kept.lastUse()).isAfter(used));
    assertThat(graph.merged().orElseThrow().path()).doesNotExist();
  }

  private static float[] output(OnnxModel model, SessionSettings settings, FloatTensor x) {
    try (OnnxSession session = model.open(settings)) {
      return session.run(Map.of("x", x), Set.of("ours")).get("ours").values();
    }
  }

  @ParameterizedTest
  @CsvSource({"320,320,1", "640,640,1", "256,320,2", "320,4,2", "1280,640,2"})
  void isChosenByTheNumbersOfChannels(int inputs, int outputs, int convolutions)
      throws IOException {
    assertThat(convolutions(graph(inputs, outputs, Kernel.THREE))).isEqualTo(convolutions);
  }

  @Test
  void isNotChosenWhereItsFiltersHaveNoRoom() throws IOException {
    room = 4L * 36 * INPUTS * OUTPUTS - 1;

    assertThat(convolutions(graph(INPUTS, OUTPUTS, Kernel.THREE))).isEqualTo(2);
  }

  @Test
  void isNotChosenWhereThePictureIsHalved() throws IOException {
    assertThat(convolutions(graph(INPUTS, OUTPUTS, Kernel.HALVING))).isEqualTo(2);
  }
}
