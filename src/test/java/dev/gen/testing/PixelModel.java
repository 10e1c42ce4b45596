package dev.gen.testing;

import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model that works on pixels and knows one picture: all of {@link #LEVEL}.
 *
 * <p>A flow from noise to x0 = c has the velocity (x - c) / sigma, so that every sampler arrives
 * exactly there.
 */
public final class PixelModel {

  /** The level of every colour of every pixel, 0 to 255. */
  public static final int LEVEL = 191;

  private static final float COLOUR = LEVEL / 127.5f - 1;

  private PixelModel() {}

  /** Writes the model's directory, whose index names no autoencoder. */
  public static Path write(Path folder) {
    OnnxGraph graph = new OnnxGraph("pixels");
    Value sample = graph.input("sample", ElementType.FLOAT, "batch", 3, "height", "width");
    Value timestep = graph.input("timestep", ElementType.FLOAT);
    graph.input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", 6);
    Value sigma = graph.node("Div", List.of(timestep, graph.floats(1000)));
    Value noise = graph.node("Sub", List.of(sample, graph.floats(COLOUR)));
    Value velocity = graph.node("Div", List.of(noise, sigma));
    graph.output("out_sample", velocity, "batch", 3, "height", "width");
    try {
      Models.copy(Models.tiny().resolve("text_encoder"), folder.resolve("text_encoder"));
      Models.copy(Models.tiny().resolve("tokenizer"), folder.resolve("tokenizer"));
      Files.write(
          Files.createDirectory(folder.resolve("unet")).resolve("model.onnx"), graph.toBytes());
      Files.writeString(folder.resolve("unet/config.json"), "{\"patch_size\": 4}");
      Files.writeString(folder.resolve("model_index.json"), "{\"_class_name\": \"PixelFlow\"}");
      Files.writeString(
          Files.createDirectory(folder.resolve("scheduler")).resolve("scheduler_config.json"),
          """
          {"_class_name": "FlowMatchEulerDiscreteScheduler", "use_dynamic_shifting": true}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
