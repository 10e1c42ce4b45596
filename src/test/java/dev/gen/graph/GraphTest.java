package dev.gen.graph;

import static dev.gen.testing.Agreement.OF_NETWORKS;
import static dev.gen.testing.TestConfigs.UNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs of tiny networks with random weights, built and run. */
class GraphTest {

  private static final Map<String, Object> VAE =
      Map.of(
          "block_out_channels", List.of(8, 16),
          "down_block_types", List.of("DownEncoderBlock2D", "DownEncoderBlock2D"),
          "up_block_types", List.of("UpDecoderBlock2D", "UpDecoderBlock2D"),
          "norm_num_groups", 4);

  private static final Map<String, Object> CLIP =
      Map.of(
          "vocab_size", 30,
          "hidden_size", 8,
          "intermediate_size", 16,
          "num_hidden_layers", 2,
          "num_attention_heads", 2);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,8,8", "2,5,7", "1,1,1", "3,13,9"})
  void unetTakesPicturesOfAnySize(int batch, int height, int width) {
    NetworkConfig config = config(UNET);

    FloatTensor out =
        run(
            UNetGraph.build(config, random(UNetGraph.weightShapes(config))),
            Networks.unet(batch, 4, height, width, 12),
            "out_sample");

    assertThat(out.shape()).isEqualTo(new Shape(batch, 4, height, width));
    assertThat(out.firstNonFinite()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2,4", "1,9"})
  void unetInTwoGraphsIsTheSameNetwork(int batch, int channels) {
    NetworkConfig config = config(with(UNET, "in_channels", channels));
    Weights weights = random(UNetGraph.weightShapes(config));
    Map<String, FloatTensor> inputs = Networks.unet(batch, channels, 6, 8, 12);
    FloatTensor whole = run(UNetGraph.build(config, weights), inputs, "out_sample");
    UNetGraph.Split split = UNetGraph.buildSplit(config, weights, UNetCut.NONE);

    try (GraphRunner prompt = GraphRunner.of(split.prompt())) {
      OF_NETWORKS.check(
          "output",
          run(split.steps().get(0), Networks.ofSteps(prompt, inputs), "out_sample"),
          whole);
    }
  }

  @Test
  void unetOfADistilledModelTakesAGuidanceEmbedding() {
    NetworkConfig config = config(with(UNET, "time_cond_proj_dim", 6));
    Map<String, FloatTensor> inputs = Networks.unet(2, 4, 8, 8, 12);
    inputs.put("timestep_cond", GraphRunner.normal(3, 2, 6));

    FloatTensor out =
        run(UNetGraph.build(config, random(UNetGraph.weightShapes(config))), inputs, "out_sample");

    assertThat(out.shape()).isEqualTo(new Shape(2, 4, 8, 8));
  }

  @Test
  void inpaintingUNetTakesNineChannels() {
    NetworkConfig config = config(with(UNET, "in_channels", 9));

    FloatTensor out =
        run(
            UNetGraph.build(config, random(UNetGraph.weightShapes(config))),
            Networks.unet(1, 9, 8, 8, 12),
            "out_sample");

    assertThat(out.shape()).isEqualTo(new Shape(1, 4, 8, 8));
  }

  @ParameterizedTest
  @EnumSource(RandomCheckpoint.Precision.class)
  void weightsOfAnyPrecisionAreComputedWithAsFloats(RandomCheckpoint.Precision precision) {
    NetworkConfig config = config(UNET);
    Map<String, Shape> shapes = UNetGraph.weightShapes(config);
    Path file = RandomCheckpoint.write(folder.resolve("stored.safetensors"), shapes, precision);
    SafetensorsFile stored = SafetensorsFile.open(file);
    SafetensorsWriter widened = new SafetensorsWriter();
    stored.tensors().forEach((name, t) -> widened.add(name, t.shape().sizes(), t.read().values()));
    Path wide = widened.write(folder.resolve("wide.safetensors"));
    Map<String, FloatTensor> inputs = Networks.unet(1, 4, 8, 8, 12);

    FloatTensor out = run(UNetGraph.build(config, Weights.of(stored)), inputs, "out_sample");

    Weights floats = Weights.of(SafetensorsFile.open(wide));
    OF_NETWORKS.check("output", out, run(UNetGraph.build(config, floats), inputs, "out_sample"));
  }

  @Test
  void vaeHalvesAndDoubles() {
    NetworkConfig config = config(VAE);
    Map<String, Shape> shapes = new LinkedHashMap<>(VaeEncoderGraph.weightShapes(config));
    shapes.putAll(VaeDecoderGraph.weightShapes(config));
    Weights weights = random(shapes);

    FloatTensor latent =
        run(
            VaeEncoderGraph.build(config, weights),
            Map.of("sample", GraphRunner.normal(1, 2, 3, 12, 8)),
            "latent_parameters");
    FloatTensor picture =
        run(
            VaeDecoderGraph.build(config, weights),
            Map.of("latent_sample", GraphRunner.normal(1, 2, 4, 6, 4)),
            "sample");

    assertThat(latent.shape()).isEqualTo(new Shape(2, 8, 6, 4));
    assertThat(picture.shape()).isEqualTo(new Shape(2, 3, 12, 8));
  }

  @Test
  void textEncoderPoolsAtTheFirstEndToken() {
    NetworkConfig config = config(CLIP);
    NetworkGraph graph = ClipTextGraph.build(config, random(ClipTextGraph.weightShapes(config)));
    FloatTensor ids = FloatTensor.of(new Shape(1, 5), 28, 3, 29, 29, 29);

    FloatTensor states = run(graph, Map.of("input_ids", ids), "last_hidden_state");
    FloatTensor pooled = run(graph, Map.of("input_ids", ids), "pooler_output");
    FloatTensor skipped = run(graph, Map.of("input_ids", ids), "normed_hidden_states.2");

    assertThat(pooled.values()).containsExactly(Arrays.copyOfRange(states.values(), 16, 24));
    assertThat(skipped.values()).containsExactly(states.values());
  }

  @Test
  void aTokenDoesNotSeeThoseAfterIt() {
    NetworkConfig config = config(CLIP);
    NetworkGraph graph = ClipTextGraph.build(config, random(ClipTextGraph.weightShapes(config)));
    FloatTensor one = FloatTensor.of(new Shape(1, 4), 28, 3, 4, 5);
    FloatTensor other = FloatTensor.of(new Shape(1, 4), 28, 3, 9, 9);

    FloatTensor a = run(graph, Map.of("input_ids", one), "last_hidden_state");
    FloatTensor b = run(graph, Map.of("input_ids", other), "last_hidden_state");

    assertThat(a.reshaped(new Shape(4, 8)).rows(0, 2).values())
        .containsExactly(b.reshaped(new Shape(4, 8)).rows(0, 2).values());
    assertThat(a.values()).isNotEqualTo(b.values());
  }

  @Test
  void extraTokensFollowTheModelsOwn() {
    NetworkConfig config = config(CLIP);
    Weights weights = random(ClipTextGraph.weightShapes(config));
    StoredTensor own = weights.find("text_model.embeddings.token_embedding.weight").get().tensor();
    FloatTensor plain = FloatTensor.of(new Shape(1, 3), 28, 5, 29);
    FloatTensor extra = FloatTensor.of(new Shape(1, 3), 28, 30, 29);

    NetworkGraph graph = ClipTextGraph.build(config, weights, List.of(own.rows(5, 6)));

    assertThat(run(graph, Map.of("input_ids", extra), "last_hidden_state").values())
        .containsExactly(run(graph, Map.of("input_ids", plain), "last_hidden_state").values());
  }

  @Test
  void tinyVaeHasEightPixelsALatent() {
    NetworkConfig config = config(Map.of("block_channels", 8));
    Map<String, Shape> shapes = new LinkedHashMap<>(TinyVaeGraph.encoderShapes(config));
    shapes.putAll(TinyVaeGraph.decoderShapes(config));
    Weights weights = random(shapes);

    FloatTensor latent =
        run(
            TinyVaeGraph.buildEncoder(config, weights),
            Map.of("sample", GraphRunner.normal(1, 2, 3, 16, 24)),
            "latent_sample");
    FloatTensor picture =
        run(
            TinyVaeGraph.buildDecoder(config, weights),
            Map.of("latent_sample", GraphRunner.normal(1, 2, 4, 2, 3)),
            "sample");

    assertThat(latent.shape()).isEqualTo(new Shape(2, 4, 2, 3));
    assertThat(picture.shape()).isEqualTo(new Shape(2, 3, 16, 24));
  }

  @Test
  void weightsBehindALinkAreFound() throws IOException {
    NetworkConfig config = config(VAE);
    Path blob = folder.resolve("blobs/0123456789abcdef");
    RandomCheckpoint.write(blob, VaeDecoderGraph.weightShapes(config));
    Path link = Files.createDirectory(folder.resolve("snapshot")).resolve("model.safetensors");
    Files.createSymbolicLink(link, Path.of("../blobs/0123456789abcdef"));

    NetworkGraph graph = VaeDecoderGraph.build(config, Weights.of(SafetensorsFile.open(link)));

    assertThat(run(graph, Map.of("latent_sample", GraphRunner.normal(1, 1, 4, 2, 2)), "sample"))
        .isNotNull();
  }

  @Test
  void namesTheFirstMissingWeightsAndHowMany() {
    assertThatThrownBy(() -> UNetGraph.build(config(UNET), Weights.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("time_embedding.linear_1.weight is missing")
        .hasMessageContaining("weights do not fit");
  }

  @Test
  void namesMisshapenWeights() {
    Weights weights = random(UNetGraph.weightShapes(config(UNET)));

    assertThatThrownBy(
            () -> UNetGraph.build(config(with(UNET, "cross_attention_dim", 16)), weights))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("attn2.to_k.weight is [8, 12], not [8, 16]");
  }

  @ParameterizedTest
  @CsvSource({"0, from 1 to", "-8, from 1 to", "1000000, which no file holds"})
  void refusesSizesThatNoNetworkHas(int width, String complaint) {
    NetworkConfig config = config(with(UNET, "block_out_channels", List.of(width, width)));

    assertThatThrownBy(() -> UNetGraph.build(config, Weights.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesConfigsThatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                UNetGraph.build(config(with(UNET, "class_embed_type", "timestep")), Weights.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("'class_embed_type' is timestep")
        .hasMessageContaining("ONNX export");
  }

  private Weights random(Map<String, Shape> shapes) {
    Path file = RandomCheckpoint.write(folder.resolve("random.safetensors"), shapes);
    return Weights.of(SafetensorsFile.open(file));
  }

  private static FloatTensor run(
      NetworkGraph graph, Map<String, FloatTensor> inputs, String output) {
    try (GraphRunner runner = GraphRunner.of(graph)) {
      return runner.run(inputs).get(output);
    }
  }

  private static NetworkConfig config(Map<String, ?> fields) {
    return new NetworkConfig("test", fields);
  }

  private static Map<String, Object> with(Map<String, Object> fields, String key, Object value) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put(key, value);
    return all;
  }
}
