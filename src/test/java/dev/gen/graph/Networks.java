package dev.gen.graph;

import static dev.gen.graph.GraphRunner.normal;
import static dev.gen.testing.Agreement.OF_NETWORKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Inputs for the networks, and the comparison of what comes out. */
final class Networks {

  private Networks() {}

  static Map<String, FloatTensor> unet(
      int batch, int channels, int height, int width, int context) {
    Map<String, FloatTensor> inputs = new LinkedHashMap<>();
    inputs.put("sample", normal(1, batch, channels, height, width));
    inputs.put("timestep", FloatTensor.of(new Shape(), 500.25f));
    inputs.put("encoder_hidden_states", normal(2, batch, 77, context));
    return inputs;
  }

  static Map<String, FloatTensor> sdxlUnet(int batch, int height, int width) {
    Map<String, FloatTensor> inputs = unet(batch, 4, height, width, 64);
    inputs.put("text_embeds", normal(3, batch, 32));
    inputs.put("time_ids", FloatTensor.of(new Shape(1, 6), 64, 64, 0, 8, 64, 64).repeated(batch));
    return inputs;
  }

  /** Returns the inputs of a UNet's steps, with the graph of its prompt run on the UNet's own. */
  static Map<String, FloatTensor> ofSteps(GraphRunner prompt, Map<String, FloatTensor> unet) {
    Map<String, FloatTensor> inputs = new LinkedHashMap<>(unet);
    FloatTensor states = inputs.remove("encoder_hidden_states");
    inputs.putAll(prompt.run(Map.of("encoder_hidden_states", states)));
    return inputs;
  }

  static Map<String, FloatTensor> ids(int batch, int tokens) {
    float[] ids = new float[batch * tokens];
    for (int i = 0; i < ids.length; i++) {
      int place = i % tokens;
      ids[i] = place == 0 ? 1998 : place > tokens / 2 ? 1999 : (i * 37) % 1990;
    }
    return Map.of("input_ids", FloatTensor.of(new Shape(batch, tokens), ids));
  }

  /** Asserts that the built network has all outputs of the exported one, and the same values. */
  static void assertAgree(GraphRunner built, GraphRunner exported, Map<String, FloatTensor> in) {
    Map<String, FloatTensor> outputs = built.run(in);
    exported
        .run(in)
        .forEach(
            (name, expected) -> {
              assertThat(outputs).containsKey(name);
              OF_NETWORKS.check(name, outputs.get(name), expected);
            });
  }
}
