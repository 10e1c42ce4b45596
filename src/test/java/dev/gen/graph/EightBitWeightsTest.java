package dev.gen.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.graph.nodes.ElementType;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights of a byte inside a graph: what ONNX Runtime makes of them is what the file says. */
class EightBitWeightsTest {

  @TempDir Path folder;

  /**
   * All numbers that the type has but infinities and those that are none, in weights that become
   * constants and in those large enough to stay bytes until they are used.
   */
  @ParameterizedTest
  @CsvSource({
    "F8_E4M3, 0x7f, 2",
    "F8_E5M2, 0x7c, 2",
    "F8_E4M3, 0x7f, 600",
    "F8_E5M2, 0x7c, 600",
  })
  void everyNumberComesOutAsItIsReadWithItsRowsScale(String type, String end, int rows) {
    int count = Integer.decode(end);
    byte[] numbers = new byte[rows * count];
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      scales[row] = 0.5f + row;
      for (int i = 0; i < count; i++) {
        numbers[row * count + i] = (byte) (row % 2 == 0 ? i : i | 0x80);
      }
    }
    Path path =
        new SafetensorsWriter()
            .addBytes("a.weight", type, new int[] {rows, count}, numbers)
            .add("a.scale_weight", new int[] {rows}, scales)
            .write(folder.resolve("bytes.safetensors"));
    SafetensorsFile file = SafetensorsFile.open(path);
    NetworkGraph graph =
        Network.build(
            "sum",
            Weights.of(file),
            net -> {
              var x = net.graph().input("x", ElementType.FLOAT, rows, count);
              net.graph().output("y", net.add(x, net.weight("a.weight", rows, count)), rows, count);
            });

    try (GraphRunner runner = GraphRunner.of(graph)) {
      FloatTensor y = runner.run(Map.of("x", FloatTensor.zeros(new Shape(rows, count)))).get("y");

      assertThat(y.values())
          .usingElementComparator((a, b) -> Float.compare(a + 0f, b + 0f))
          .containsExactly(file.tensors().get("a.weight").read().values());
    }
  }
}
