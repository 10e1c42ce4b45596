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
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formulas that no recorded file has, on one weight of 8 by 8, and what goes wrong. */
class AdapterFormulasTest {

  private static final String MODULE = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
  private static final String KEY = "lora_unet_" + MODULE.replace('.', '_');
  private static final String PEFT = "base_model.model." + MODULE;
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

  /** Peft turns inputs by the angle for which q = tan(angle / 2) is all that is stored. */
  @Test
  void trianglesOfPeftRotateInputs() throws IOException {
    float q = (float) Math.tan(0.3);
    config("{\"use_cayley_neumann\": false}");
    Path lora = write(peft("oft_R.weight", filled(q, 4, 1)));

    assertMerged(lora, i -> halfway(i, inputs(i, Math.cos(0.6), -Math.sin(0.6))));
  }

  @Test
  void trianglesOfPeftRotateByASeriesUnlessTheConfigSaysOtherwise() throws IOException {
    float q = 0.3f;
    Path lora = write(peft("oft_R.weight", filled(q, 4, 1)));

    double along = 1 - 2 * Math.pow(q, 2) + Math.pow(q, 4);
    double across = 2 * q - 2 * Math.pow(q, 3);
    assertMerged(lora, i -> halfway(i, inputs(i, along, across)));
    config("{\"num_cayley_neumann_terms\": 2}");
    assertMerged(lora, i -> halfway(i, inputs(i, 1, 2 * q)));
  }

  @Test
  void aSingleTriangleOfPeftStandsForAllBlocks() throws IOException {
    float q = 0.3f;
    config("{\"num_cayley_neumann_terms\": 2}");

    assertMerged(
        write(peft("oft_R.default.weight", filled(q, 1, 1))), i -> halfway(i, inputs(i, 1, 2 * q)));
  }

  @Test
  void rotationsAndScalesOfEarlierPeftAreForInputsAndOutputs() throws IOException {
    float q = (float) Math.tan(0.3);
    FloatTensor scales = normal(7, SIZE, 1);
    Path lora =
        write(
            peft("oft_r", halves(q)).add(PEFT + ".oft_s", scales.shape().sizes(), scales.values()));

    assertMerged(
        lora, i -> halfway(i, scales.get(i / SIZE) * inputs(i, Math.cos(0.6), -Math.sin(0.6))));
  }

  @Test
  void rotationsOfTheFirstPeftAreForOutputs() throws IOException {
    float q = (float) Math.tan(0.3);

    assertMerged(
        write(peft("oft_r", halves(q))),
        i -> {
          boolean first = i / SIZE % 2 == 0;
          float other = weight[first ? i + SIZE : i - SIZE];
          double across = first ? Math.sin(0.6) : -Math.sin(0.6);
          return halfway(i, Math.cos(0.6) * weight[i] + across * other);
        });
  }

  @Test
  void factorsOfPeftAreForOutputsInAColumnAndForInputsInARow() throws IOException {
    FloatTensor column = normal(8, SIZE, 1);
    assertMerged(write(peft("ia3_l", column)), i -> halfway(i, column.get(i / SIZE) * weight[i]));
    FloatTensor row = normal(9, 1, SIZE);
    assertMerged(write(peft("ia3_l", row)), i -> halfway(i, row.get(i % SIZE) * weight[i]));
  }

  @Test
  void numbersOfAByteAreMultipliedByTheirScales() throws IOException {
    // 1.5 * 2^-2 and -1 in e4m3fn.
    byte[] up = new byte[SIZE];
    byte[] down = new byte[SIZE];
    Arrays.fill(up, (byte) 0x2c);
    Arrays.fill(down, (byte) 0xb8);
    SafetensorsWriter file =
        new SafetensorsWriter()
            .addBytes(KEY + ".lora_up.weight", "F8_E4M3", new int[] {SIZE, 1}, up)
            .addBytes(KEY + ".lora_down.weight", "F8_E4M3", new int[] {1, SIZE}, down)
            .add(KEY + ".lora_up.scale_weight", new int[0], 3)
            .add(KEY + ".lora_down.weight_scale", new int[] {1}, 0.25f)
            .add(KEY + ".lora_up.scale_input", new int[0], 9);

    assertMerged(write(file), i -> weight[i] - 0.5f * 3 * 0.375f * 0.25f);
    assertThat(new ModelGraphs(checkpoint(folder.resolve("adapter.safetensors"), 1)).leftOut())
        .isEmpty();
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

  private static FloatTensor filled(float value, int... sizes) {
    Shape shape = new Shape(sizes);
    float[] values = new float[shape.elements()];
    Arrays.fill(values, value);
    return FloatTensor.of(shape, values);
  }

  /** Matrices B of 2 by 2 of which (B - B^T) / 2 has q above its diagonal. */
  private static FloatTensor halves(float q) {
    float[] values = new float[2 * SIZE];
    for (int at = 0; at < values.length; at += 4) {
      values[at + 1] = 2 * q;
    }
    return FloatTensor.of(new Shape(SIZE / 2, 2, 2), values);
  }

  /** A weight mixed with the other input of its pair. */
  private double inputs(int index, double along, double across) {
    boolean first = index % 2 == 0;
    return along * weight[index]
        + (first ? across : -across) * weight[first ? index + 1 : index - 1];
  }

  private float halfway(int index, double whole) {
    return (float) ((weight[index] + whole) / 2);
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("adapter_config.json"), json);
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

  private static SafetensorsWriter peft(String role, FloatTensor tensor) {
    return new SafetensorsWriter().add(PEFT + "." + role, tensor.shape().sizes(), tensor.values());
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
