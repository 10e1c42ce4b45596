package dev.gen.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.TinyClip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both towers of CLIP against transformers' CLIPModel, whose weights the same formula made. */
class ClipModelGraphTest {

  private static final int SIDE = 16;

  @TempDir Path folder;
  private Weights weights;

  @BeforeEach
  void writeWeights() throws IOException {
    weights =
        Weights.of(SafetensorsFile.open(TinyClip.weights(folder.resolve("clip.safetensors"))));
  }

  private float[] seen(String activation) {
    float[] pixels = new float[2 * 3 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i * 0.37);
    }
    NetworkGraph graph =
        ClipVisionGraph.build(TinyClip.vision(activation), weights, "vision_model");
    return lengthOne(
        graph, Map.of("pixel_values", FloatTensor.of(new Shape(2, 3, SIDE, SIDE), pixels)));
  }

  private float[] read(String activation, int end) {
    float[] ids = {1, 5, 7, 3, 9, 29, 0, 0, 0, 1, 4, 29, 29, 29, 29, 29, 29, 29};
    NetworkGraph graph = ClipTextGraph.build(TinyClip.text(activation, end), weights);
    return lengthOne(graph, Map.of("input_ids", FloatTensor.of(new Shape(2, 9), ids)));
  }

  private static float[] lengthOne(NetworkGraph graph, Map<String, FloatTensor> inputs) {
    try (GraphRunner runner = GraphRunner.of(graph)) {
      Map<String, FloatTensor> outputs = runner.run(inputs);
      String name = outputs.containsKey("image_embeds") ? "image_embeds" : "text_embeds";
      float[] values = outputs.get(name).values().clone();
      for (int row = 0; row < 2; row++) {
        double squares = 0;
        for (int i = 0; i < TinyClip.WIDTH; i++) {
          squares += Math.pow(values[row * TinyClip.WIDTH + i], 2);
        }
        for (int i = 0; i < TinyClip.WIDTH; i++) {
          values[row * TinyClip.WIDTH + i] /= (float) Math.sqrt(squares);
        }
      }
      return values;
    }
  }

  @Test
  void seesAsTheReferenceDoes() {
    assertThat(seen("quick_gelu"))
        .containsExactly(
            new float[] {
              0.28538f, -0.378178f, -0.558018f, -0.024111f, 0.540635f, 0.413869f,
              0.26623f, -0.398015f, -0.553169f, -0.000779f, 0.552607f, 0.399167f
            },
            within(5e-6f));
    assertThat(seen("gelu"))
        .containsExactly(
            new float[] {
              0.284868f, -0.378723f, -0.557899f, -0.02348f, 0.540972f, 0.41348f,
              0.265865f, -0.398382f, -0.553068f, -0.000338f, 0.552824f, 0.398883f
            },
            within(5e-6f));
  }

  @Test
  void readsAsTheReferenceDoes() {
    assertThat(read("quick_gelu", 2))
        .containsExactly(
            new float[] {
              -0.48171f, 0.254621f, -0.012221f, -0.230914f, 0.460164f, -0.661741f,
              -0.661659f, 0.46004f, -0.230756f, -0.012404f, 0.254818f, -0.481909f
            },
            within(5e-6f));
    assertThat(read("gelu", 29))
        .containsExactly(
            new float[] {
              -0.45168f, 0.225263f, 0.014701f, -0.25378f, 0.477599f, -0.672697f,
              -0.660064f, 0.457652f, -0.22772f, -0.015906f, 0.258575f, -0.485695f
            },
            within(5e-6f));
  }

  @Test
  void refusesPatchesLargerThanThePicture() {
    NetworkConfig config = new NetworkConfig("vision", Map.of("image_size", 16, "patch_size", 17));

    assertThatThrownBy(() -> ClipVisionGraph.build(config, weights, "vision_model"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("patch_size");
  }
}
