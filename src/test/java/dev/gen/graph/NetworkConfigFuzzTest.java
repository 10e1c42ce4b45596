package dev.gen.graph;

import dev.gen.testing.Fuzz;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class NetworkConfigFuzzTest {

  private static void spoil(Map<String, Object> good, Consumer<NetworkConfig> reader) {
    List<String> fields = good.keySet().stream().sorted().toList();
    Fuzz.run(
        1000, luck -> reader.accept(new NetworkConfig("part", Fuzz.spoiled(good, fields, luck))));
  }

  @Test
  void buildsOrRefusesASpoiledUnet() {
    spoil(
        Map.of(
            "in_channels", 4,
            "block_out_channels", List.of(32, 64),
            "down_block_types", List.of("CrossAttnDownBlock2D", "DownBlock2D"),
            "up_block_types", List.of("UpBlock2D", "CrossAttnUpBlock2D"),
            "layers_per_block", 1,
            "cross_attention_dim", 32,
            "attention_head_dim", 8,
            "transformer_layers_per_block", 1,
            "norm_num_groups", 32,
            "time_cond_proj_dim", 32),
        UNetGraph::weightShapes);
  }

  @Test
  void buildsOrRefusesASpoiledTextEncoder() {
    spoil(
        Map.of(
            "vocab_size", 100,
            "max_position_embeddings", 77,
            "hidden_size", 32,
            "intermediate_size", 64,
            "num_hidden_layers", 2,
            "num_attention_heads", 4,
            "hidden_act", "gelu",
            "eos_token_id", 2,
            "projection_dim", 32),
        ClipTextGraph::weightShapes);
  }

  @Test
  void buildsOrRefusesASpoiledAutoencoder() {
    spoil(
        Map.of(
            "latent_channels",
            4,
            "block_out_channels",
            List.of(32, 64),
            "down_block_types",
            List.of("DownEncoderBlock2D", "DownEncoderBlock2D"),
            "up_block_types",
            List.of("UpDecoderBlock2D", "UpDecoderBlock2D"),
            "layers_per_block",
            1,
            "norm_num_groups",
            32),
        VaeDecoderGraph::weightShapes);
  }
}
