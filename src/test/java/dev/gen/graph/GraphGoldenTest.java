package dev.gen.graph;

import static dev.gen.graph.GraphRunner.normal;
import static dev.gen.graph.Networks.assertAgree;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Built graphs against PyTorch's exports of the same weights. */
@Tag("golden")
class GraphGoldenTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"sd15-tiny/text_encoder", "sdxl-tiny/text_encoder", "sdxl-tiny/text_encoder_2"})
  void textEncodersAgreeWithTheExport(String network) {
    assertSame(
        network,
        "model",
        ClipTextGraph::build,
        network,
        List.of(Networks.ids(1, 77), Networks.ids(3, 77), Networks.ids(2, 20)));
  }

  @Test
  void sd15UNetAgreesWithTheExport() {
    assertSame(
        "sd15-tiny/unet",
        "diffusion_pytorch_model",
        UNetGraph::build,
        "sd15-tiny/unet",
        List.of(
            Networks.unet(1, 4, 8, 8, 32),
            Networks.unet(2, 4, 8, 16, 32),
            Networks.unet(3, 4, 24, 16, 32)));
  }

  @Test
  void sdxlUNetAgreesWithTheExport() {
    assertSame(
        "sdxl-tiny/unet",
        "diffusion_pytorch_model",
        UNetGraph::build,
        "sdxl-tiny/unet",
        List.of(Networks.sdxlUnet(1, 8, 8), Networks.sdxlUnet(2, 12, 16)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sd15-tiny", "sdxl-tiny"})
  void decodersAgreeWithTheExport(String model) {
    assertSame(
        model + "/vae",
        "diffusion_pytorch_model",
        VaeDecoderGraph::build,
        model + "/vae_decoder",
        List.of(
            Map.of("latent_sample", normal(4, 1, 4, 8, 8)),
            Map.of("latent_sample", normal(5, 2, 4, 5, 7))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sd15-tiny", "sdxl-tiny"})
  void encodersAgreeWithTheExport(String model) {
    assertSame(
        model + "/vae",
        "diffusion_pytorch_model",
        VaeEncoderGraph::build,
        model + "/vae_encoder",
        List.of(
            Map.of("sample", normal(6, 1, 3, 64, 64)), Map.of("sample", normal(7, 2, 3, 40, 72))));
  }

  private static void assertSame(
      String source,
      String file,
      BiFunction<NetworkConfig, Weights, NetworkGraph> builder,
      String export,
      List<Map<String, FloatTensor>> inputs) {
    Path folder = Golden.path("safetensors/" + source);
    Path onnx = Golden.path("tiny_pipelines/" + export + "/model.onnx");
    Weights weights = Weights.of(SafetensorsFile.open(folder.resolve(file + ".safetensors")));
    try (GraphRunner built = GraphRunner.of(builder.apply(config(folder), weights));
        GraphRunner exported = GraphRunner.of(onnx)) {
      inputs.forEach(input -> assertAgree(built, exported, input));
    }
  }

  @SuppressWarnings("unchecked")
  private static NetworkConfig config(Path folder) {
    try {
      return new NetworkConfig(
          folder.getFileName().toString(),
          new ObjectMapper().readValue(folder.resolve("config.json").toFile(), Map.class));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
