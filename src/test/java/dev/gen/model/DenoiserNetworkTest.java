package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.denoise.Conditioning;
import dev.gen.denoise.Guidance;
import dev.gen.denoise.NoisePredictor;
import dev.gen.graph.Precision;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.model.DenoiserNetwork.PreparedPrompts;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.onnx.WeightType;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenoiserNetworkTest {

  private static final FloatTensor LATENT = FloatTensor.zeros(new Shape(1, 1, 1, 2));

  @TempDir Path folder;

  /** Keys that are drawn anew in every run of their graph, and weights that are gone soon. */
  @Test
  void thePromptsKeysAreComputedOnceForAllStepsOfAllPictures() throws IOException {
    Path weights = Files.write(folder.resolve("weights"), new byte[4]);
    DenoiserModel model =
        new DenoiserModel(Optional.of(drawsKeys(weights)), List.of(addsKeys()), Optional.empty());
    List<float[]> outputs = new ArrayList<>();

    SessionPool networks = SessionPool.oneAtATime(new SessionSettings(1));
    PreparedPrompts told = DenoiserNetwork.prepare(model, prompts(), networks);
    Files.delete(weights);

    try (DenoiserNetwork network =
        DenoiserNetwork.open(model, NetworkCall::plain, told, networks)) {
      for (int picture = 0; picture < 2; picture++) {
        NoisePredictor predictor =
            network.bind(
                new Guidance(7.5, 0),
                Optional.empty(),
                new DeepFeatures(1),
                (timestep, in, out) -> {});
        for (int step = 0; step < 3; step++) {
          outputs.add(predictor.predict(LATENT, 999 - step).values());
        }
      }
    }

    assertThat(outputs).hasSize(6).allSatisfy(o -> assertThat(o).isEqualTo(outputs.get(0)));
    assertThat(outputs.get(0)).doesNotContain(0);
  }

  /** The whole network gives the time as features and 0 as output; the last layer the features. */
  @Test
  void betweenWholeRunsTheLastLayerTakesTheFeaturesOfTheLastWholeOne() {
    OnnxGraph whole = new OnnxGraph("whole");
    Value sample = whole.input("sample", ElementType.FLOAT, "batch", 1, 1, 2);
    Value time = whole.input("timestep", ElementType.FLOAT);
    whole.input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", 2);
    Value nothing = whole.node("Mul", List.of(sample, whole.floats(0)));
    whole.output("out_sample", nothing, "batch", 1, 1, 2);
    whole.output("deep_features", whole.node("Add", List.of(nothing, time)), "batch", 1, 1, 2);
    OnnxGraph last = new OnnxGraph("last");
    Value features = last.input("deep_features", ElementType.FLOAT, "batch", 1, 1, 2);
    last.output("out_sample", features, "batch", 1, 1, 2);
    DenoiserModel model =
        new DenoiserModel(
            Optional.empty(),
            List.of(OnnxModel.built("whole", whole.toBytes(), folder)),
            Optional.of(OnnxModel.built("last", last.toBytes(), folder)));
    SessionPool networks = SessionPool.oneAtATime(new SessionSettings(1));
    PreparedPrompts told = DenoiserNetwork.prepare(model, prompts(), networks);
    List<Float> outputs = new ArrayList<>();

    try (DenoiserNetwork network =
        DenoiserNetwork.open(model, NetworkCall::plain, told, networks)) {
      NoisePredictor predictor =
          network.bind(
              new Guidance(3, 0), Optional.empty(), new DeepFeatures(3), (timestep, in, out) -> {});
      for (int t = 7; t > 0; t--) {
        outputs.add(predictor.predict(LATENT, t).values()[0]);
      }
    }

    assertThat(outputs).containsExactly(0f, 7f, 7f, 0f, 4f, 4f, 0f);
  }

  @Test
  void piecesTakeWhatThoseBeforeThemGave() {
    OnnxGraph first = new OnnxGraph("first");
    Value sample = first.input("sample", ElementType.FLOAT, "batch", 1, 1, 2);
    first.input("timestep", ElementType.FLOAT);
    first.output("skip.0", first.node("Mul", List.of(sample, first.floats(2))), "batch", 1, 1, 2);
    first.output("features.1", first.node("Neg", List.of(sample)), "batch", 1, 1, 2);
    OnnxGraph second = new OnnxGraph("second");
    Value features = second.input("features.1", ElementType.FLOAT, "batch", 1, 1, 2);
    Value skip = second.input("skip.0", ElementType.FLOAT, "batch", 1, 1, 2);
    Value time = second.input("timestep", ElementType.FLOAT);
    second.input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", 2);
    Value sum = second.node("Sum", List.of(features, skip, time));
    second.output("out_sample", sum, "batch", 1, 1, 2);
    DenoiserModel model =
        new DenoiserModel(
            Optional.empty(),
            List.of(
                OnnxModel.built("first", first.toBytes(), folder),
                OnnxModel.built("second", second.toBytes(), folder)),
            Optional.empty());
    SessionPool networks = SessionPool.sparing(new SessionSettings(1));
    PreparedPrompts told = DenoiserNetwork.prepare(model, prompts(), networks);

    try (DenoiserNetwork network =
        DenoiserNetwork.open(model, NetworkCall::plain, told, networks)) {
      FloatTensor output =
          network
              .bind(Guidance.NONE, Optional.empty(), new DeepFeatures(1), (timestep, in, out) -> {})
              .predict(FloatTensor.of(LATENT.shape(), 3, 4), 500);

      assertThat(output.values()).containsExactly(503, 504);
    }
    assertThat(model.inputs()).containsOnlyKeys("sample", "timestep", "encoder_hidden_states");
  }

  @Test
  void whoeverOpensItSaysHowItIsCalled() {
    OnnxGraph graph = new OnnxGraph("packed");
    Value tokens = graph.input("tokens", ElementType.FLOAT, "batch", 2);
    Value time = graph.input("time", ElementType.FLOAT, 1);
    graph.input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", 2);
    graph.output("velocity", graph.node("Add", List.of(tokens, time)), "batch", 2);
    DenoiserModel model = DenoiserModel.whole(OnnxModel.built("packed", graph.toBytes(), folder));
    DenoiserNetwork.Caller packs =
        (latents, timestep) ->
            new NetworkCall(
                Map.of(
                    "tokens", FloatTensor.of(new Shape(2, 2), latents.values()),
                    "time", FloatTensor.of(new Shape(1), (float) (timestep / 1000))),
                "velocity",
                output -> FloatTensor.of(latents.shape(), output.values()));
    SessionPool networks = SessionPool.oneAtATime(new SessionSettings(1));
    PreparedPrompts told = DenoiserNetwork.prepare(model, prompts(), networks);

    try (DenoiserNetwork network = DenoiserNetwork.open(model, packs, told, networks)) {
      FloatTensor output =
          network
              .bind(
                  new Guidance(2, 0),
                  Optional.empty(),
                  new DeepFeatures(1),
                  (timestep, in, out) -> {})
              .predict(FloatTensor.of(LATENT.shape(), 3, 4), 500);

      assertThat(output.shape()).isEqualTo(LATENT.shape());
      assertThat(output.values()).containsExactly(3.5f, 4.5f);
    }
  }

  private OnnxModel drawsKeys(Path weights) {
    OnnxGraph graph = new OnnxGraph("prompt");
    Value states = graph.input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", 2);
    StoredTensor weight = new StoredTensor("zero", DataType.F32, new Shape(1), weights, 0, 4);
    Value zero = graph.external(ElementType.FLOAT, weight);
    Value drawn = graph.node("RandomNormalLike", List.of(states));
    Value keys = graph.node("Add", List.of(drawn, zero));
    graph.output("prompt_keys.0", keys, "batch", "sequence", 2);
    return OnnxModel.built("prompt", graph.toBytes(), folder);
  }

  private OnnxModel addsKeys() {
    OnnxGraph graph = new OnnxGraph("steps");
    Value sample = graph.input("sample", ElementType.FLOAT, "batch", 1, 1, 2);
    graph.input("timestep", ElementType.FLOAT);
    Value keys = graph.input("prompt_keys.0", ElementType.FLOAT, "batch", "sequence", 2);
    Value told = graph.node("Reshape", List.of(keys, graph.longs(-1, 1, 1, 2)));
    graph.output("out_sample", graph.node("Add", List.of(sample, told)), "batch", 1, 1, 2);
    return OnnxModel.built("steps", graph.toBytes(), folder);
  }

  private static EncodedPrompts prompts() {
    Conditioning half = new Conditioning(FloatTensor.zeros(new Shape(1, 1, 2)), Map.of());
    return new EncodedPrompts(half, Optional.of(half), List.of());
  }

  @ParameterizedTest
  @Tag("golden")
  @CsvSource({
    "sd15-tiny, sd15-tiny, FLOAT32",
    "sdxl-tiny-sgm-fp16.safetensors, sdxl-tiny, FLOAT16"
  })
  void theGraphsOfADenoiserShareItsWeightsOutWithoutCopies(
      String form, String configs, WeightType type) {
    ModelSource source = checkpoint(form, configs);
    DenoiserModel denoiser = source.denoiser();
    OnnxModel whole = source.network("unet");
    long prompt = denoiser.prompt().orElseThrow().weights().get(type);
    long steps = denoiser.steps().get(0).weights().get(type);

    assertThat(denoiser.inputs()).isEqualTo(whole.inputs());
    assertThat(prompt).isPositive();
    assertThat(prompt + steps).isEqualTo(whole.weights().get(type));
  }

  private static ModelSource checkpoint(String form, String configs) {
    Path checkpoints = Golden.path("safetensors");
    return ModelSources.open(
        checkpoints.resolve(form),
        CheckpointOptions.none().withConfigs(checkpoints.resolve(configs)),
        Optional.empty(),
        new ModelLocator(List.of()),
        Precision.FP32);
  }
}
