package dev.gen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.proto.GraphProto;
import dev.gen.graph.proto.ModelProto;
import dev.gen.graph.proto.StringStringEntryProto;
import dev.gen.graph.proto.TensorProto;
import dev.gen.testing.Fuzz;
import dev.gen.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {

  @TempDir Path spoiled;

  @Test
  @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
  void readsOrRefusesASpoiledFile() throws IOException {
    byte[] whole = Files.readAllBytes(Models.resource("onnx/twice_float.onnx"));
    Path file = spoiled.resolve("spoiled.onnx");

    Fuzz.run(
        1000,
        luck -> {
          Files.write(file, Fuzz.spoiled(whole, luck));
          OnnxModel.read(file).weightBytes();
        });
  }

  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("model.onnx"), content);
  }

  @Test
  void readsWhatANetworkDeclares() {
    OnnxModel model = OnnxModel.read(OnnxSessionTest.network("plus_timestep_int64"));

    assertThat(model.inputs().values().toString()).isEqualTo("[x float[?, 2], timestep int64[]]");
    assertThat(model.outputs().keySet()).containsExactly("y");
  }

  @Test
  void aLargeNetworkOpensWithoutCopyingItsWeights() throws IOException {
    OnnxModel large = withWeightElsewhere(3L << 30);

    assertThat(large.weightBytes()).isEqualTo(3L << 30);
    assertThat(large.usesWeightsInPlace()).isTrue();
  }

  @Test
  void theBuiltInModelOpensWithAllOptimizations() throws IOException {
    Path file = Path.of("models/storybook/unet/model.onnx");
    OnnxModel small = OnnxModel.read(file);

    assertThat(small.weightBytes()).isBetween(Files.size(file) / 2, Files.size(file));
    assertThat(small.usesWeightsInPlace()).isFalse();
  }

  /** Adds a weight that lies in another file, which only opening the network would read. */
  private OnnxModel withWeightElsewhere(long bytes) throws IOException {
    Path file = OnnxSessionTest.network("plus_timestep_int64");
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    TensorProto.Builder weight =
        TensorProto.newBuilder()
            .setName("weight")
            .setDataType(1)
            .addDims(bytes / Float.BYTES)
            .addExternalData(entry("location", "weights.bin"))
            .addExternalData(entry("length", Long.toString(bytes)));
    GraphProto.Builder graph = model.getGraph().toBuilder().addInitializer(weight);
    byte[] built = model.toBuilder().setGraph(graph).build().toByteArray();
    return OnnxModel.built("a network", built, folder);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> OnnxModel.read(folder.resolve("model.onnx")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("no file", "model.onnx");
  }

  @Test
  void namesAnEmptyFile() throws IOException {
    Path empty = file(new byte[0]);

    assertThatThrownBy(() -> OnnxModel.read(empty))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("model.onnx", "is empty");
  }

  @Test
  void refusesAFileThatIsNoOnnxModel() throws IOException {
    Path text = file("this is not a network".getBytes());

    assertThatThrownBy(() -> OnnxModel.read(text))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("model.onnx", "a text, not a model");
  }

  @Test
  void refusesAFileThatWasCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(OnnxSessionTest.network("twice_float"));
    for (int length = 1; length < whole.length; length++) {
      Path part = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> OnnxModel.read(part).open(new SessionSettings(1)).close())
          .as("first %d bytes of %d", length, whole.length)
          .isInstanceOf(ModelFormatException.class);
    }
  }
}
