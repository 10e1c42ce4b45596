package dev.gen.graph;

import static dev.gen.testing.Agreement.OF_NETWORKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.graph.RandomCheckpoint.Precision;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.NodeProto;
import dev.gen.graph.proto.TensorProto;
import dev.gen.graph.proto.ValueInfoProto;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.OnnxSession;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights of half precision, some large enough to stay so until they are used. */
class HalfWeightsTest {

  private static final NetworkConfig VAE =
      new NetworkConfig(
          "vae",
          Map.of(
              "block_out_channels", List.of(8, 96),
              "down_block_types", List.of("DownEncoderBlock2D", "DownEncoderBlock2D"),
              "up_block_types", List.of("UpDecoderBlock2D", "UpDecoderBlock2D"),
              "norm_num_groups", 4));

  private static final Map<String, FloatTensor> LATENT =
      Map.of("latent_sample", GraphRunner.normal(1, 1, 4, 3, 5));

  @TempDir Path folder;

  private NetworkGraph decoder() {
    return decoder(Precision.F16);
  }

  private NetworkGraph decoder(Precision precision) {
    Path file = folder.resolve("vae.safetensors");
    RandomCheckpoint.write(file, VaeDecoderGraph.weightShapes(VAE), precision);
    return VaeDecoderGraph.build(VAE, Weights.of(SafetensorsFile.open(file)));
  }

  private static Set<String> weightsThatStay(GraphProto graph) {
    Set<String> weights =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    weights.retainAll(graph.getInputList().stream().map(ValueInfoProto::getName).toList());
    return weights;
  }

  @Test
  void stayHalvesUntilTheyAreUsedIfTheyAreLarge() throws IOException {
    GraphProto graph = ModelProto.parseFrom(decoder().model()).getGraph();

    assertThat(weightsThatStay(graph))
        .isNotEmpty()
        .allMatch(name -> name.contains(".weight"))
        .noneMatch(name -> name.contains("conv_in") || name.contains("norm"));
  }

  @Test
  void comeFirstInTheGraphSoThatTheyAreConvertedLast() throws IOException {
    List<NodeProto> nodes = ModelProto.parseFrom(decoder().model()).getGraph().getNodeList();
    List<Boolean> casts = nodes.stream().map(node -> node.getOpType().equals("Cast")).toList();

    assertThat(casts).contains(true, false);
    assertThat(casts.lastIndexOf(true)).isLessThan(casts.indexOf(false));
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"F16", "BF16"})
  void giveWhatTheyGiveAsConstants(Precision precision) throws IOException {
    NetworkGraph graph = decoder(precision);
    NetworkFolder.write(graph, folder.resolve("constants"));
    OnnxModel model = OnnxModel.built("vae", graph.model(), graph.weightFolder());

    try (OnnxSession stay = model.open(new SessionSettings(1));
        GraphRunner constants = GraphRunner.of(folder.resolve("constants/model.onnx"))) {
      OF_NETWORKS.check(
          "sample",
          stay.run(LATENT, Set.of("sample")).get("sample"),
          constants.run(LATENT).get("sample"));
    }
  }

  @Test
  void areNoInputsOfTheNetwork() {
    NetworkGraph graph = decoder();

    assertThat(OnnxModel.built("vae", graph.model(), graph.weightFolder()).inputs().keySet())
        .containsExactly("latent_sample");
  }

  @Test
  void areConstantsInAnExport() throws IOException {
    NetworkFolder.write(decoder(), folder.resolve("export"));

    byte[] model = Files.readAllBytes(folder.resolve("export/model.onnx"));
    assertThat(weightsThatStay(ModelProto.parseFrom(model).getGraph())).isEmpty();
  }
}
