package dev.gen.model.clip;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.safetensors.TensorTable;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.ClipTextGraph;
import dev.gen.graph.ClipVisionGraph;
import dev.gen.graph.NetworkConfig;
import dev.gen.graph.NetworkGraph;
import dev.gen.model.ConfigFile;
import dev.gen.onnx.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with a model of CLIP, in whichever form: safetensors, whose graphs are built here, or
 * ONNX, in two graphs or in one.
 *
 * @param path of the folder
 * @param config its {@code config.json}
 */
record ClipFolder(Path path, ConfigFile config) {

  private static final List<String> TEXT =
      List.of("text_model/model.onnx", "text_model.onnx", "onnx/text_model.onnx");
  private static final List<String> VISION =
      List.of("vision_model/model.onnx", "vision_model.onnx", "onnx/vision_model.onnx");
  private static final List<String> BOTH = List.of("model.onnx", "onnx/model.onnx");

  private static final Map<String, Object> USUAL_TEXT =
      Map.of(
          "vocab_size", 49408,
          "hidden_size", 512,
          "intermediate_size", 2048,
          "num_hidden_layers", 12,
          "num_attention_heads", 8,
          "eos_token_id", 49407);

  private static final double LARGEST_FACTOR = 100;
  private static final int MOST = 1_000_000;

  /**
   * The networks of a folder.
   *
   * @param text reads
   * @param vision sees
   * @param files with their weights
   */
  record Networks(OnnxModel text, OnnxModel vision, List<Path> files) {}

  static ClipFolder of(Path path) {
    return new ClipFolder(path, ConfigFile.readIfPresent(path.resolve("config.json")));
  }

  Networks networks() {
    Optional<Path> text = first(TEXT).or(() -> first(BOTH));
    Optional<Path> vision = first(VISION).or(() -> first(BOTH));
    if (text.isPresent() && vision.isPresent()) {
      return new Networks(
          OnnxModel.read(text.get()),
          OnnxModel.read(vision.get()),
          Stream.of(text.get(), vision.get()).distinct().toList());
    }
    if (!TensorTable.isIn(path)) {
      throw new ModelFormatException(
          ("%s is no CLIP model: expected a folder with config.json and model.safetensors, or with"
                  + " text_model and vision_model as ONNX")
              .formatted(path));
    }
    Weights weights = weights();
    List<Path> files =
        TensorTable.openFolder(path).tensors().values().stream()
            .map(tensor -> tensor.file())
            .distinct()
            .toList();
    return new Networks(
        built(ClipTextGraph.build(textConfig(), weights)),
        built(ClipVisionGraph.build(visionConfig(), weights, "vision_model")),
        files);
  }

  private Optional<Path> first(List<String> names) {
    return names.stream().map(path::resolve).filter(Files::isRegularFile).findFirst();
  }

  private Weights weights() {
    return Weights.of(path.toString(), TensorTable.openFolder(path).tensors(), KeyRule.SAME_NAMES);
  }

  private static OnnxModel built(NetworkGraph graph) {
    return OnnxModel.built(graph.name(), graph.model(), graph.weightFolder());
  }

  private NetworkConfig textConfig() {
    Map<String, Object> fields = new LinkedHashMap<>(USUAL_TEXT);
    fields.putAll(section("text_config"));
    fields.put("architectures", List.of("CLIPTextModelWithProjection"));
    fields.put("projection_dim", projection());
    return new NetworkConfig(path + " text_model", fields);
  }

  private NetworkConfig visionConfig() {
    Map<String, Object> fields = section("vision_config");
    fields.put("projection_dim", projection());
    return new NetworkConfig(path + " vision_model", fields);
  }

  private int projection() {
    return config.integer("projection_dim", 1, MOST).orElse(512);
  }

  private Map<String, Object> section(String name) {
    return config
        .section(name)
        .map(ConfigFile::toMap)
        .map(LinkedHashMap::new)
        .orElseGet(LinkedHashMap::new);
  }

  /** Returns the side of the pictures that the network sees, in pixels. */
  int side() {
    return config
        .section("vision_config")
        .flatMap(c -> c.integer("image_size", 1, 4096))
        .orElse(224);
  }

  /** Returns how many tokens a text has at most, as the config has it. */
  int longestText() {
    return config
        .section("text_config")
        .flatMap(c -> c.integer("max_position_embeddings", 3, MOST))
        .orElse(77);
  }

  /**
   * Returns what a cosine is multiplied by: where checkpoints keep its logarithm, exp of that;
   * otherwise what {@code logit_scale} of the config says, and the largest that CLIP learns with.
   */
  double factor() {
    Optional<Double> said = config.number("logit_scale");
    if (said.isPresent() || !TensorTable.isIn(path)) {
      return said.orElse(LARGEST_FACTOR);
    }
    return weights()
        .find("logit_scale")
        .map(weight -> Math.exp(weight.tensor().read().get(0)))
        .orElse(LARGEST_FACTOR);
  }
}
