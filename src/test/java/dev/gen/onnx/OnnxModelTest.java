package dev.gen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {

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
        .hasMessageContainingAll("model.onnx", "not a whole ONNX model");
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
