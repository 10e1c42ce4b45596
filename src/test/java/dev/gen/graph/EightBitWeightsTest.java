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

  /** All numbers that the type has but infinities and those that are none. */
  @ParameterizedTest
  @CsvSource({"F8_E4M3, 0x7f", "F8_E5M2, 0x7c"})
  void everyNumberComesOutAsItIsReadWithItsRowsScale(String type, String end) {
    int count = Integer.decode(end);
    byte[] numbers = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (byte) i;
      numbers[count + i] = (byte) (i | 0x80);
    }
    Path path =
        new SafetensorsWriter()
            .addBytes("a.weight", type, new int[] {2, count}, numbers)
            .add("a.scale_weight", new int[] {2}, 0.5f, 3)
            .write(folder.resolve("bytes.safetensors"));
    SafetensorsFile file = SafetensorsFile.open(path);
    NetworkGraph graph =
        Network.build(
            "sum",
            Weights.of(file),
            net -> {
              var x = net.graph().input("x", ElementType.FLOAT, 2, count);
              net.graph().output("y", net.add(x, net.weight("a.weight", 2, count)), 2, count);
            });

    try (GraphRunner runner = GraphRunner.of(graph)) {
      FloatTensor y = runner.run(Map.of("x", FloatTensor.zeros(new Shape(2, count)))).get("y");

      assertThat(y.values())
          .usingElementComparator((a, b) -> Float.compare(a + 0f, b + 0f))
          .containsExactly(file.tensors().get("a.weight").read().values());
    }
  }
}
