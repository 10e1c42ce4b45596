package dev.gen.graph.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.LoraFile;
import dev.gen.checkpoint.ModelPart;
import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.adapter.Change;
import dev.gen.checkpoint.adapter.Update;
import dev.gen.checkpoint.safetensors.DataType;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import dev.gen.onnx.ComputedFile;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A weight of half precision, large enough to stay so, with products of thin matrices added. */
class MergesTest {

  private static final int OUT = 128;
  private static final int IN = 384;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void productsOfAllFilesAreAddedAndRoundedToHalfPrecision(Layout layout) {
    List<Update> updates =
        List.of(new Update(change("one", 2, 0.5f), 0.25), new Update(change("two", 3, 1), -1));

    float[] values = merged(weight(layout, updates)).values();

    for (int i = 0; i < values.length; i++) {
      int row = i / IN;
      double sum = stored(row, i % IN) + 0.25 * 2 * 0.5 * row / 64 - 3.0 * row / 64;
      assertThat((double) values[i]).isCloseTo(sum, Offset.offset(0.002));
    }
  }

  @Test
  void aNumberThatHalfPrecisionCannotHoldIsRefused() {
    List<Update> updates = List.of(new Update(change("one", 1, 1), 40_000));

    assertThatThrownBy(() -> merged(weight(Layout.AS_STORED, updates)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a LoRA's scale too large");
  }

  /** A LoRA whose product is {@code rank * factor * row / 64} in every column. */
  private Change change(String name, int rank, float factor) {
    float[] up = new float[OUT * rank];
    for (int i = 0; i < up.length; i++) {
      up[i] = i / rank / 64f;
    }
    float[] down = new float[rank * IN];
    Arrays.fill(down, factor);
    Path file =
        new SafetensorsWriter()
            .add("unet.a.lora_B.weight", new int[] {OUT, rank}, up)
            .add("unet.a.lora_A.weight", new int[] {rank, IN}, down)
            .write(folder.resolve(name + ".safetensors"));
    return LoraFile.open(file).adapters().get(ModelPart.UNET).get("a").weight().orElseThrow();
  }

  private Weight weight(Layout layout, List<Update> updates) {
    boolean turned = layout == Layout.TRANSPOSED;
    byte[] bytes = new byte[2 * OUT * IN];
    for (int i = 0; i < OUT * IN; i++) {
      int row = turned ? i % OUT : i / IN;
      int column = turned ? i / OUT : i % IN;
      // 1 is 0x3c00 and 2 is 0x4000 in half precision.
      bytes[2 * i + 1] = (byte) (stored(row, column) == 1 ? 0x3c : 0x40);
    }
    int[] shape = turned ? new int[] {IN, OUT} : new int[] {OUT, IN};
    Path file =
        new SafetensorsWriter()
            .addBytes("a", "F16", shape, bytes)
            .write(folder.resolve("model.safetensors"));
    return new Weight(SafetensorsFile.open(file).tensors().get("a"), layout, updates);
  }

  private static double stored(int row, int column) {
    return (row * 7 + column) % 3 == 0 ? 1 : 2;
  }

  private FloatTensor merged(Weight weight) {
    Merges merges = new Merges(folder.resolve("scratch").toAbsolutePath());
    StoredTensor merged = merges.merged("a", weight, new Shape(OUT, IN));
    assertThat(merged.dataType()).isEqualTo(DataType.F16);
    MergedFile file = merges.finished().orElseThrow();
    try (ComputedFile.Written written =
        new ComputedFile(file.path(), file.root(), file.bytes(), file.largest(), file.graphs())
            .write("test", SessionSettings.ofAllProcessors())) {
      return merged.read();
    }
  }
}
