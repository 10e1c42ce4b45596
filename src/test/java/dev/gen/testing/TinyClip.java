package dev.gen.testing;

import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.graph.ClipTextGraph;
import dev.gen.graph.ClipVisionGraph;
import dev.gen.graph.NetworkConfig;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CLIP model of a few thousand weights, given by a formula that the reference was given, too:
 * number i of a weight is sin(12.9898 i + the sum of its name's bytes), scaled.
 */
public final class TinyClip {

  /** What both towers project to. */
  public static final int WIDTH = 6;

  private static final int VOCABULARY = 30;
  private static final float LOGIT_SCALE = 2.5f;

  private TinyClip() {}

  /** Returns the config of the tower that sees. */
  public static NetworkConfig vision(String activation) {
    return new NetworkConfig(
        "vision",
        Map.of(
            "hidden_size", 12,
            "intermediate_size", 20,
            "num_hidden_layers", 2,
            "num_attention_heads", 3,
            "image_size", 16,
            "patch_size", 5,
            "hidden_act", activation,
            "projection_dim", WIDTH));
  }

  /** Returns the config of the tower that reads. */
  public static NetworkConfig text(String activation, int end) {
    return new NetworkConfig(
        "text",
        Map.of(
            "architectures",
            List.of("CLIPTextModelWithProjection"),
            "vocab_size",
            VOCABULARY,
            "hidden_size",
            8,
            "intermediate_size",
            16,
            "num_hidden_layers",
            2,
            "num_attention_heads",
            2,
            "max_position_embeddings",
            9,
            "hidden_act",
            activation,
            "eos_token_id",
            end,
            "projection_dim",
            WIDTH));
  }

  /** Writes the weights of such a model. */
  public static Path weights(Path file) throws IOException {
    Map<String, Shape> shapes =
        new LinkedHashMap<>(ClipTextGraph.weightShapes(text("gelu", VOCABULARY - 1)));
    shapes.putAll(ClipVisionGraph.weightShapes(vision("gelu"), "vision_model"));
    SafetensorsWriter writer = new SafetensorsWriter();
    shapes.forEach((name, shape) -> writer.add(name, shape.sizes(), values(name, shape)));
    writer.add("logit_scale", new int[0], LOGIT_SCALE);
    writer.write(file);
    return file;
  }

  /** Returns the numbers of a weight. */
  public static float[] values(String name, Shape shape) {
    int sum = 0;
    for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
      sum += letter;
    }
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      double wave = Math.sin(i * 12.9898 + sum);
      values[i] = (float) (shape.rank() == 1 ? vector(name, wave) : matrix(shape, wave));
    }
    return values;
  }

  private static double vector(String name, double wave) {
    return (name.contains("norm") && name.endsWith("weight") ? 1 : 0) + 0.1 * wave;
  }

  private static double matrix(Shape shape, double wave) {
    return wave * Math.sqrt(2.0 * shape.size(0) / shape.elements());
  }

  /** Writes a whole model, with the tiny model's words. */
  public static Path write(Path folder) {
    try {
      Models.copy(Models.tiny().resolve("tokenizer"), folder);
      Files.writeString(
          folder.resolve("config.json"),
          """
          {"projection_dim": 6,
           "text_config": {"vocab_size": 30, "hidden_size": 8, "intermediate_size": 16,
             "num_hidden_layers": 2, "num_attention_heads": 2, "max_position_embeddings": 9,
             "eos_token_id": 1},
           "vision_config": {"hidden_size": 12, "intermediate_size": 20, "num_hidden_layers": 2,
             "num_attention_heads": 3, "image_size": 16, "patch_size": 5}}
          """);
      Files.writeString(
          folder.resolve("preprocessor_config.json"),
          """
          {"size": {"shortest_edge": 16}, "crop_size": {"height": 16, "width": 16}, "resample": 3,
           "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
          """);
      weights(folder.resolve("model.safetensors"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
