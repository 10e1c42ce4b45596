package dev.gen.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.ModelPart;
import dev.gen.graph.nodes.MergedFile;
import dev.gen.onnx.ComputedFile;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Weights with adapters merged, against those of LyCORIS, peft and diffusers.
 *
 * <p>The reference computes in float32 as well, in another order: sums, lengths and single numbers
 * agree to 1e-5 of the weight's length.
 */
@Tag("golden")
class MergedWeightsGoldenTest {

  private static final double SHARE = 1e-5;

  private static final Map<String, ModelPart> PARTS =
      Map.of(
          "unet", ModelPart.UNET,
          "te1", ModelPart.TEXT_ENCODER,
          "te2", ModelPart.TEXT_ENCODER_2);

  /** Lists every recorded merge in the folder. */
  @TestFactory
  Stream<DynamicTest> mergedWeightsAgree() {
    return Golden.cases(Golden.path("adapters/merged")).stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> mergedAsRecorded(file)));
  }

  private static void mergedAsRecorded(Path file) throws IOException {
    JsonNode recorded = Golden.read(file);
    Map<String, FloatBuffer> merged = merged(recorded, 1);

    assertThat(merged).hasSize(recorded.get("tensors").size());
    recorded.get("tensors").forEach(tensor -> assertAgrees(merged, tensor));

    JsonNode weaker = recorded.path("strength_0.6_by_convention").path("lerp");
    if (!weaker.isMissingNode()) {
      Map<String, FloatBuffer> less = merged(recorded, 0.6);
      weaker.forEach(tensor -> assertAgrees(less, tensor));
    }
  }

  private static Map<String, FloatBuffer> merged(JsonNode recorded, double share)
      throws IOException {
    List<LoraUse> uses = new ArrayList<>();
    for (JsonNode adapter : recorded.get("adapters")) {
      Path file = Golden.path("adapters/" + adapter.get("file").asText());
      uses.add(new LoraUse(file, share * adapter.get("strength").asDouble()));
    }
    Path model = Golden.path("safetensors/" + recorded.get("base").asText());
    ModelGraphs graphs =
        new ModelGraphs(Checkpoint.open(model, CheckpointOptions.none().withLoras(uses)));
    assertThat(graphs.leftOut()).isEmpty();

    Map<String, FloatBuffer> weights = new HashMap<>();
    for (Map.Entry<String, ModelPart> part : PARTS.entrySet()) {
      if (graphs.checkpoint().has(part.getValue())) {
        read(part.getKey(), part.getValue(), graphs, weights);
      }
    }
    return weights;
  }

  private static void read(
      String name, ModelPart part, ModelGraphs graphs, Map<String, FloatBuffer> weights)
      throws IOException {
    NetworkGraph graph = part == ModelPart.UNET ? graphs.unet() : graphs.textEncoder(part);
    if (graph.merged().isEmpty()) {
      return;
    }
    MergedFile file = graph.merged().get();
    Map<String, Shape> shapes = graphs.weightShapes(part);
    try (ComputedFile.Written written =
        new ComputedFile(file.path(), file.root(), file.bytes(), file.largest(), file.graphs())
            .write("test", SessionSettings.ofAllProcessors())) {
      FloatBuffer all =
          ByteBuffer.wrap(Files.readAllBytes(file.path()))
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      int at = 0;
      for (String weight : file.graphs().keySet()) {
        int count = shapes.get(weight).elements();
        weights.put(name + ":" + weight, all.slice(at, count));
        at += count;
      }
      assertThat(at).isEqualTo(all.capacity());
    }
    assertThat(file.path()).doesNotExist();
  }

  private static void assertAgrees(Map<String, FloatBuffer> merged, JsonNode tensor) {
    String name = tensor.get("part").asText() + ":" + tensor.get("tensor").asText();
    FloatBuffer values = merged.get(name);
    assertThat(values).as(name).isNotNull();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.capacity(); i++) {
      sum += values.get(i);
      squares += (double) values.get(i) * values.get(i);
    }
    double length = tensor.get("l2").asDouble();
    assertThat(Math.sqrt(squares)).as(name + " l2").isCloseTo(length, within(SHARE * length));
    double terms = Math.sqrt(values.capacity());
    assertThat(sum)
        .as(name + " sum")
        .isCloseTo(tensor.get("sum").asDouble(), within(SHARE * length * terms));
    JsonNode first = tensor.path("first8");
    for (int i = 0; i < first.size(); i++) {
      assertThat((double) values.get(i))
          .as(name + " " + i)
          .isCloseTo(first.get(i).asDouble(), within(SHARE * length));
    }
  }
}
