package dev.gen.graph;

import static dev.gen.graph.GraphRunner.normal;
import static dev.gen.testing.Agreement.OF_NETWORKS;
import static dev.gen.testing.TestConfigs.UNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LoRA updates as nodes of a graph, against weights that the test itself merges. */
class LoraGraphTest {

  private static final int RANK = 3;

  @TempDir Path folder;
  private Path weights;

  @BeforeEach
  void writeModel() throws IOException {
    weights =
        RandomCheckpoint.write(
            folder.resolve("unet/model.safetensors"),
            UNetGraph.weightShapes(new NetworkConfig("unet", UNET)));
    new ObjectMapper().writeValue(folder.resolve("unet/config.json").toFile(), UNET);
  }

  @Test
  void aLinearLayerIsMerged() throws IOException {
    String name = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
    FloatTensor up = normal(1, 8, RANK);
    FloatTensor down = normal(2, RANK, 8);
    Path lora = lora("unet." + name, "lora_B", up, "lora_A", down);

    FloatTensor out = run(new LoraUse(lora, -0.5));

    merge(name, product(up, down, 8, RANK, 8), -0.5f);
    OF_NETWORKS.check("output", out, run());
  }

  @Test
  void bothHalvesOfAGatedLayerAreMerged() throws IOException {
    String name = "up_blocks.1.attentions.1.transformer_blocks.0.ff.net.0.proj";
    FloatTensor up = normal(1, 64, RANK);
    FloatTensor down = normal(2, RANK, 8);
    Path lora = lora("lora_unet_" + name.replace('.', '_'), "lora_up", up, "lora_down", down);

    FloatTensor out = run(new LoraUse(lora, 0.3));

    merge(name, product(up, down, 64, RANK, 8), 0.3f);
    OF_NETWORKS.check("output", out, run());
  }

  @Test
  void aConvolutionNamedAsInTheOriginalRepositoriesIsMerged() throws IOException {
    FloatTensor up = normal(1, 8, RANK, 1, 1);
    FloatTensor down = normal(2, RANK, 8, 3, 3);
    Path lora = lora("lora_unet_input_blocks_1_0_in_layers_2", "lora_up", up, "lora_down", down);

    FloatTensor out = run(new LoraUse(lora, 0.4));

    merge("down_blocks.0.resnets.0.conv1", product(up, down, 8, RANK, 72), 0.4f);
    OF_NETWORKS.check("output", out, run());
  }

  @Test
  void aConvolutionWithACoreIsMerged() throws IOException {
    FloatTensor up = normal(1, 8, RANK, 1, 1);
    FloatTensor down = normal(2, RANK, 8, 1, 1);
    FloatTensor core = normal(3, RANK, RANK, 3, 3);
    String module = "lora_unet_down_blocks_0_resnets_0_conv1";
    Path lora =
        new SafetensorsWriter()
            .add(module + ".lora_up.weight", up.shape().sizes(), up.values())
            .add(module + ".lora_down.weight", down.shape().sizes(), down.values())
            .add(module + ".lora_mid.weight", core.shape().sizes(), core.values())
            .add(module + ".alpha", new int[0], 6)
            .write(folder.resolve("locon.safetensors"));

    FloatTensor out = run(new LoraUse(lora, 0.2));

    merge("down_blocks.0.resnets.0.conv1", withCore(up, core, down), 0.2f * 6 / RANK);
    OF_NETWORKS.check("output", out, run());
  }

  @Test
  void severalFilesAddUp() throws IOException {
    String name = "mid_block.attentions.0.proj_out";
    FloatTensor up = normal(1, 16, RANK);
    FloatTensor down = normal(2, RANK, 16);
    Path lora = lora("unet." + name, "lora_B", up, "lora_A", down);

    FloatTensor out = run(new LoraUse(lora, 0.5), new LoraUse(lora, 0.25));

    assertThat(out.values()).isNotEqualTo(run().values());
    merge(name, product(up, down, 16, RANK, 16), 0.75f);
    OF_NETWORKS.check("output", out, run());
  }

  private FloatTensor run(LoraUse... loras) {
    CheckpointOptions options = CheckpointOptions.none().withLoras(List.of(loras));
    NetworkGraph graph = new ModelGraphs(Checkpoint.open(folder, options)).unet();
    try (GraphRunner runner = GraphRunner.of(graph)) {
      return runner.run(Networks.unet(1, 4, 6, 8, 12)).get("out_sample");
    }
  }

  private Path lora(
      String module, String upRole, FloatTensor up, String downRole, FloatTensor down) {
    return new SafetensorsWriter()
        .add(module + "." + upRole + ".weight", up.shape().sizes(), up.values())
        .add(module + "." + downRole + ".weight", down.shape().sizes(), down.values())
        .write(folder.resolve("lora.safetensors"));
  }

  /** Adds to a stored weight, in the file. */
  private void merge(String module, float[] update, float scale) throws IOException {
    SafetensorsWriter merged = new SafetensorsWriter();
    for (StoredTensor tensor : SafetensorsFile.open(weights).tensors().values()) {
      float[] values = tensor.read().values();
      for (int i = 0; tensor.name().equals(module + ".weight") && i < values.length; i++) {
        values[i] += scale * update[i];
      }
      merged.add(tensor.name(), tensor.shape().sizes(), values);
    }
    Files.delete(weights);
    merged.write(weights);
  }

  private static float[] product(FloatTensor a, FloatTensor b, int rows, int inner, int columns) {
    float[] result = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < inner; k++) {
          result[i * columns + j] += a.get(i * inner + k) * b.get(k * columns + j);
        }
      }
    }
    return result;
  }

  /** W[o, i, xy] = sum over r, s of up[o, r] core[r, s, xy] down[s, i]. */
  private static float[] withCore(FloatTensor up, FloatTensor core, FloatTensor down) {
    int out = up.shape().size(0);
    int in = down.shape().size(1);
    float[] result = new float[new Shape(out, in, 9).elements()];
    for (int at = 0; at < result.length; at++) {
      int o = at / (9 * in);
      int i = at / 9 % in;
      for (int rs = 0; rs < RANK * RANK; rs++) {
        result[at] +=
            up.get(o * RANK + rs / RANK) * core.get(rs * 9 + at % 9) * down.get(rs % RANK * in + i);
      }
    }
    return result;
  }
}
