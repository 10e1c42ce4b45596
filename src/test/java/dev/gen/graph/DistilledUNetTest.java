package dev.gen.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.ModelPart;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.LdmUNetKeys;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * UNets that leave out layers of the published ones: what is counted from a file under original
 * names builds the same network as the config that it was made of.
 */
class DistilledUNetTest {

  @TempDir Path folder;

  /** The kinds in small: levels, layers and depths are those of the published models. */
  enum Kind {
    SSD_1B(2, List.of(0, List.of(2, 2), List.of(4, 4)), up(4, 4, 10, 2, 1, 1, 0, 0, 0), "one"),
    VEGA(2, List.of(0, List.of(1, 1), List.of(2, 2)), up(2, 2, 2, 1, 1, 1, 0, 0, 0), "one"),
    KOALA_700M(1, List.of(0, 2, 5), up(5, 5, 2, 2, 0, 0), "none"),
    KOALA_1B(1, List.of(0, 2, 6), up(6, 6, 2, 2, 0, 0), "whole"),
    BK_SDM_TINY(1, List.of(1, 1, 1), up(1, 1, 1, 1, 1, 1), "none"),
    BK_SDM_BASE(1, List.of(1, 1, 0), up(0, 0, 1, 1, 1, 1), "whole"),
    PUBLISHED(2, List.of(1, 1, 0), up(0, 0, 0, 1, 1, 1, 1, 1, 1), "whole");

    private final int layers;
    private final List<?> down;
    private final List<Integer> up;
    private final String middle;

    Kind(int layers, List<?> down, List<Integer> up, String middle) {
      this.layers = layers;
      this.down = down;
      this.up = up;
      this.middle = middle;
    }

    private static List<Integer> up(Integer... depths) {
      return List.of(depths);
    }

    Map<String, Object> config() {
      Map<String, Object> config = new HashMap<>();
      config.put("block_out_channels", List.of(32, 64, 64));
      config.put("layers_per_block", layers);
      config.put("transformer_layers_per_block", down);
      config.put(
          "reverse_transformer_layers_per_block",
          List.of(
              up.subList(0, layers + 1),
              up.subList(layers + 1, 2 * layers + 2),
              up.subList(2 * layers + 2, 3 * layers + 3)));
      config.put(
          "down_block_types",
          List.of("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"));
      config.put(
          "up_block_types",
          List.of("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"));
      switch (middle) {
        case "none" -> config.put("mid_block_type", null);
        case "one" -> config.put("mid_block_type", "UNetMidBlock2D");
        default -> config.put("mid_block_transformer_layers", 3);
      }
      config.put("cross_attention_dim", 768);
      config.put("attention_head_dim", 8);
      config.put("norm_num_groups", 32);
      return config;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsCountedUnderOriginalNamesIsTheNetworkThatWasWritten(Kind kind) {
    KeyRule names = new LdmUNetKeys(kind.layers).after("model.diffusion_model.");

    countsAndRuns(kind, name -> names.sources(name).get(0).key());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsCountedUnderTheNamesOfDiffusersIsTheNetworkThatWasWritten(Kind kind) {
    countsAndRuns(kind, UnaryOperator.identity());
  }

  private void countsAndRuns(Kind kind, UnaryOperator<String> key) {
    Map<String, Shape> written = UNetGraph.weightShapes(new NetworkConfig("unet", kind.config()));
    Map<String, Shape> keys = new LinkedHashMap<>();
    written.forEach((name, shape) -> keys.put(key.apply(name), shape));
    Path file = RandomCheckpoint.write(folder.resolve("unet.safetensors"), keys);

    Checkpoint checkpoint = Checkpoint.open(file, CheckpointOptions.none());
    ModelGraphs graphs = new ModelGraphs(checkpoint);

    assertThat(graphs.weightShapes(ModelPart.UNET)).isEqualTo(written);
    assertThat(checkpoint.weights(ModelPart.UNET).unused(written.keySet())).isEmpty();
    try (GraphRunner runner = GraphRunner.of(graphs.unet())) {
      FloatTensor noise =
          runner
              .run(
                  Map.of(
                      "sample", GraphRunner.normal(1, 1, 4, 8, 8),
                      "timestep", FloatTensor.of(new Shape(), new float[] {500}),
                      "encoder_hidden_states", GraphRunner.normal(2, 1, 7, 768)))
              .get("out_sample");
      assertThat(noise.shape()).isEqualTo(new Shape(1, 4, 8, 8));
      for (float value : noise.values()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void aKeyThatNoNetworkHasIsNoticed() {
    Map<String, Shape> keys =
        new LinkedHashMap<>(
            UNetGraph.weightShapes(new NetworkConfig("unet", Kind.BK_SDM_TINY.config())));
    Map<String, Shape> names = Map.copyOf(keys);
    keys.put("down_blocks.0.resnets.0.adapter.weight", new Shape(4));
    Path file = RandomCheckpoint.write(folder.resolve("unet.safetensors"), keys);

    Checkpoint checkpoint = Checkpoint.open(file, CheckpointOptions.none());

    assertThat(checkpoint.weights(ModelPart.UNET).unused(names.keySet()))
        .containsExactly("down_blocks.0.resnets.0.adapter.weight");
  }
}
