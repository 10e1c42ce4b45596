package dev.gen.graph;

import static dev.gen.graph.GraphRunner.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.nodes.MergedFile;
import dev.gen.onnx.ComputedFile;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.TestConfigs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formulas that no recorded file has, on one weight of 8 by 8, and what goes wrong. */
class AdapterFormulasTest {

  private static final String MODULE = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
  private static final String KEY = "lora_unet_" + MODULE.replace('.', '_');
  private static final int SIZE = 8;

  @TempDir Path folder;
  private float[] weight;

  @BeforeEach
  void writeModel() throws IOException {
    Path file =
        RandomCheckpoint.write(
            folder.resolve("unet/model.safetensors"),
            UNetGraph.weightShapes(new NetworkConfig("unet", TestConfigs.UNET)));
    new ObjectMapper().writeValue(folder.resolve("unet/config.json").toFile(), TestConfigs.UNET);
    weight = SafetensorsFile.open(file).tensors().get(MODULE + ".weight").read().values();
  }

  @Test
  void generalizedLoraMixesInputsAndAdds() throws IOException {
    FloatTensor a1 = normal(1, SIZE, 2);
    FloatTensor a2 = normal(2, 2, SIZE);
    FloatTensor b1 = normal(3, SIZE, 2);
    FloatTensor b2 = normal(4, 2, SIZE);
    Path lora =
        write(
            file("a1.weight", a1)
                .add(KEY + ".a2.weight", a2.shape().sizes(), a2.values())
                .add(KEY + ".b1.weight", b1.shape().sizes(), b1.values())
                .add(KEY + ".b2.weight", b2.shape().sizes(), b2.values())
                .add(KEY + ".alpha", new int[0], 1));

    float[] mixed = product(product(weight, a1.values(), 2), a2.values(), SIZE);
    float[] added = product(b1.values(), b2.values(), SIZE);
    assertMerged(lora, i -> weight[i] + 0.5f * 0.5f * (mixed[i] + added[i]));
  }

  @Test
  void aRotationKeepsTheLengthOfEveryColumn() throws IOException {
    float[] turned = merged(write(file("oft_blocks", normal(1, 2, 4, 4))), 1);

    assertThat(turned).isNotEqualTo(weight);
    assertColumnsKeepTheirLength(turned);
  }

  @Test
  void aRotationInStagesKeepsTheLengthOfEveryColumn() throws IOException {
    float[] turned = merged(write(file("oft_blocks", normal(1, 2, 2, 4, 4))), 1);

    assertThat(turned).isNotEqualTo(weight);
    assertColumnsKeepTheirLength(turned);
  }

  @Test
  void aRotationByOneAngleIsCayleysTransform() throws IOException {
    // Q = [0, q; -q, 0] with q = tan(angle / 2) turns by that angle.
    float q = (float) Math.tan(0.3);
    float[] blocks = {0, q, 0, 0, 0, q, 0, 0, 0, q, 0, 0, 0, q, 0, 0};
    float[] turned =
        merged(write(file("oft_blocks", FloatTensor.of(new Shape(4, 2, 2), blocks))), 1);

    for (int i = 0; i < SIZE; i++) {
      float first = weight[i];
      float second = weight[SIZE + i];
      double expected = Math.cos(0.6) * first - Math.sin(0.6) * second;
      assertThat((double) turned[i]).isCloseTo(expected, Offset.offset(1e-5));
    }
  }

  @Test
  void alphaBoundsARotation() throws IOException {
    SafetensorsWriter file = file("oft_blocks", normal(1, 2, 4, 4));
    Path bounded = write(file.add(KEY + ".alpha", new int[0], 1e-6f));

    assertMerged(bounded, i -> weight[i]);
  }

  @Test
  void theStrengthOfARotationLiesOnTheLine() throws IOException {
    Path lora = write(file("oft_blocks", normal(1, 2, 4, 4)));
    float[] whole = merged(lora, 1);

    assertMerged(lora, i -> (weight[i] + whole[i]) / 2);
  }

  @Test
  void infiniteNumbersAreRefusedAndNothingIsLeft() throws IOException {
    float[] values = new float[SIZE * SIZE];
    values[5] = Float.POSITIVE_INFINITY;
    Path lora = write(file("diff", FloatTensor.of(new Shape(SIZE, SIZE), values)));
    MergedFile file = graph(lora, 1).merged().orElseThrow();

    assertThatThrownBy(() -> computed(file).write("test", SessionSettings.ofAllProcessors()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(MODULE + ".weight is infinite or no number");
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    Path left = Files.writeString(scratch.resolve("merged-999999999-x"), "left");
    Path lora = write(file("diff", normal(1, SIZE, SIZE)));
    MergedFile file =
        new ModelGraphs(checkpoint(lora, 1), scratch.toAbsolutePath())
            .unet()
            .merged()
            .orElseThrow();

    try (ComputedFile.Written written =
        computed(file).write("test", SessionSettings.ofAllProcessors())) {
      assertThat(file.path()).exists();
      assertThat(left).doesNotExist();
    }
    assertThat(scratch).isEmptyDirectory();
  }

  private interface Expected {
    float at(int index);
  }

  /** Asserts what the weight is at the strength 0.5. */
  private void assertMerged(Path lora, Expected expected) throws IOException {
    float[] merged = merged(lora, 0.5);
    for (int i = 0; i < merged.length; i++) {
      assertThat(merged[i]).isCloseTo(expected.at(i), Offset.offset(1e-5f));
    }
  }

  private void assertColumnsKeepTheirLength(float[] turned) {
    for (int column = 0; column < SIZE; column++) {
      double before = 0;
      double after = 0;
      for (int row = 0; row < SIZE; row++) {
        before += weight[row * SIZE + column] * (double) weight[row * SIZE + column];
        after += turned[row * SIZE + column] * (double) turned[row * SIZE + column];
      }
      assertThat(after).isCloseTo(before, Offset.offset(1e-5));
    }
  }

  private float[] merged(Path lora, double strength) throws IOException {
    MergedFile file = graph(lora, strength).merged().orElseThrow();
    try (ComputedFile.Written written =
        computed(file).write("test", SessionSettings.ofAllProcessors())) {
      float[] values = new float[SIZE * SIZE];
      ByteBuffer.wrap(Files.readAllBytes(file.path()))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return values;
    }
  }

  private NetworkGraph graph(Path lora, double strength) {
    return new ModelGraphs(checkpoint(lora, strength)).unet();
  }

  private Checkpoint checkpoint(Path lora, double strength) {
    LoraUse use = new LoraUse(lora, strength);
    return Checkpoint.open(folder, CheckpointOptions.none().withLoras(List.of(use)));
  }

  private static ComputedFile computed(MergedFile file) {
    return new ComputedFile(file.path(), file.root(), file.bytes(), file.largest(), file.graphs());
  }

  private static SafetensorsWriter file(String role, FloatTensor tensor) {
    return new SafetensorsWriter().add(KEY + "." + role, tensor.shape().sizes(), tensor.values());
  }

  private Path write(SafetensorsWriter file) {
    return file.write(folder.resolve("adapter.safetensors"));
  }

  /** Multiplies rows of {@code b.length / columns} numbers with a matrix of so many columns. */
  private static float[] product(float[] a, float[] b, int columns) {
    int inner = b.length / columns;
    float[] result = new float[a.length / inner * columns];
    for (int i = 0; i < result.length; i++) {
      for (int k = 0; k < inner; k++) {
        result[i] += a[i / columns * inner + k] * b[k * columns + i % columns];
      }
    }
    return result;
  }
}
