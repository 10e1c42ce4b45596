package dev.gen.graph;

import static dev.gen.testing.Agreement.OF_NETWORKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutUNetTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"sd, 4, 12, 8", "sd, 4, 12, 7", "inpaint, 9, 12, 8", "sdxl, 4, 28, 8"})
  void theLastLayerOnFreshFeaturesGivesWhatTheWholeNetworkGives(
      String model, int channels, int context, int side) {
    Path files = RandomModels.tiny(model, folder.resolve(model));
    ModelGraphs graphs = new ModelGraphs(Checkpoint.open(files, CheckpointOptions.none()));
    UNetGraph.Split split = graphs.splitUnet(UNetCut.NONE);
    UNetGraph.Split reusing = graphs.splitUnet(UNetCut.NONE.reusing());
    Map<String, FloatTensor> inputs = inputs(model, channels, context, side);

    try (GraphRunner prompt = GraphRunner.of(split.prompt());
        GraphRunner steps = GraphRunner.of(split.steps().get(0));
        GraphRunner whole = GraphRunner.of(reusing.steps().get(0));
        GraphRunner shallow = GraphRunner.of(reusing.shallow().orElseThrow())) {
      Map<String, FloatTensor> told = Networks.ofSteps(prompt, inputs);
      FloatTensor expected = steps.run(told).get("out_sample");
      Map<String, FloatTensor> found = whole.run(told);
      Map<String, FloatTensor> last = new LinkedHashMap<>(told);
      last.keySet().retainAll(shallow.inputs());
      last.put("deep_features", found.get("deep_features"));

      OF_NETWORKS.check("whole", found.get("out_sample"), expected);
      OF_NETWORKS.check("last layer", shallow.run(last).get("out_sample"), expected);
      last.put("deep_features", found.get("deep_features").times(0.5));
      assertThat(shallow.run(last).get("out_sample").values()).isNotEqualTo(expected.values());
    }
  }

  /** Every layer of these is larger than one number, so that each is a graph of its own. */
  @ParameterizedTest
  @CsvSource({
    "sd, 4, 12, 8, 1, 14",
    "sd, 4, 12, 7, 1, 14",
    "sd, 4, 12, 8, 9000, 10",
    "sdxl, 4, 28, 8, 1, 14"
  })
  void piecesOneAfterTheOtherGiveWhatTheWholeNetworkGives(
      String model, int channels, int context, int side, long largest, int count) {
    Path files = RandomModels.tiny(model, folder.resolve(model));
    ModelGraphs graphs = new ModelGraphs(Checkpoint.open(files, CheckpointOptions.none()));
    UNetGraph.Split split = graphs.splitUnet(UNetCut.NONE.reusing());
    UNetGraph.Split cut = graphs.splitUnet(UNetCut.NONE.reusing().upTo(largest));
    Map<String, FloatTensor> inputs = inputs(model, channels, context, side);

    try (GraphRunner prompt = GraphRunner.of(split.prompt());
        GraphRunner whole = GraphRunner.of(split.steps().get(0))) {
      Map<String, FloatTensor> told = Networks.ofSteps(prompt, inputs);
      Map<String, FloatTensor> known = new LinkedHashMap<>(told);
      for (NetworkGraph piece : cut.steps()) {
        try (GraphRunner runner = GraphRunner.of(piece)) {
          Map<String, FloatTensor> taken = new LinkedHashMap<>(known);
          taken.keySet().retainAll(runner.inputs());
          known.putAll(runner.run(taken));
        }
      }

      assertThat(cut.steps()).hasSize(count);
      whole
          .run(told)
          .forEach((name, expected) -> OF_NETWORKS.check(name, known.get(name), expected));
    }
  }

  private static Map<String, FloatTensor> inputs(
      String model, int channels, int context, int side) {
    Map<String, FloatTensor> inputs = Networks.unet(2, channels, side, side, context);
    if (model.equals("sdxl")) {
      inputs.put("text_embeds", GraphRunner.normal(3, 2, 16));
      inputs.put("time_ids", FloatTensor.of(new Shape(1, 6), 8, 8, 0, 0, 8, 8).repeated(2));
    }
    return inputs;
  }
}
