package dev.gen.model.clip;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.safetensors.TensorTable;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.ClipVisionGraph;
import dev.gen.graph.NetworkConfig;
import dev.gen.graph.NetworkGraph;
import dev.gen.model.ConfigFile;
import dev.gen.model.Finite;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network of a diffusers directory that tells pictures which its makers hold for unsafe. Thread
 * safe; the network is on loan only while a method runs.
 *
 * @param network sees: {@code pixel_values -> image_embeds}; an export also judges
 * @param rule compares what it saw with what its makers hold for unsafe; an export has its own
 * @param preprocessing of pictures
 */
public record SafetyChecker(
    OnnxModel network, Optional<SafetyRule> rule, Preprocessing preprocessing) {

  private static final String FOLDER = "safety_checker";
  private static final String EXPORT = "model.onnx";
  private static final String PIXELS = "pixel_values";
  private static final String VECTOR = "image_embeds";
  private static final String EXPORTED_PIXELS = "clip_input";
  private static final String EXPORTED_PICTURES = "images";
  private static final String VERDICT = "has_nsfw_concepts";

  /** Of the pictures that an export blackens, which nobody looks at. */
  private static final Shape UNUSED = new Shape(1, 8, 8, 3);

  /** Returns whether a model's index names one. */
  public static boolean isNamedBy(Path model) {
    Path index = model.resolve("model_index.json");
    return Files.isRegularFile(index)
        && ConfigFile.read(index).toMap().get(FOLDER) instanceof List<?> names
        && !names.isEmpty()
        && names.get(0) != null;
  }

  /** Returns whether a model's folder has one that can be used here. */
  public static boolean isIn(Path model) {
    Path folder = model.resolve(FOLDER);
    return Files.isRegularFile(folder.resolve(EXPORT))
        || Files.isDirectory(folder) && TensorTable.isIn(folder);
  }

  /**
   * Opens that of a model.
   *
   * @throws ModelFormatException if a file is missing or malformed
   */
  public static SafetyChecker open(Path model) {
    Path folder = model.resolve(FOLDER);
    ConfigFile config = ConfigFile.readIfPresent(folder.resolve("config.json"));
    Optional<ConfigFile> vision = config.section("vision_config");
    int side = vision.flatMap(c -> c.integer("image_size", 1, 4096)).orElse(224);
    Preprocessing preprocessing =
        Preprocessing.of(
            ConfigFile.readIfPresent(model.resolve("feature_extractor/preprocessor_config.json")),
            side);
    return TensorTable.isIn(folder)
        ? built(folder, config, preprocessing)
        : new SafetyChecker(exported(folder.resolve(EXPORT)), Optional.empty(), preprocessing);
  }

  private static OnnxModel exported(Path file) {
    OnnxModel network = OnnxModel.read(file);
    if (!network.inputs().keySet().equals(Set.of(EXPORTED_PIXELS, EXPORTED_PICTURES))
        || !network.outputs().containsKey(VERDICT)) {
      throw new ModelFormatException(
          "%s has the inputs %s, expected %s and %s, and the output %s; export it again, or say that safety is off"
              .formatted(
                  network, network.inputs().keySet(), EXPORTED_PIXELS, EXPORTED_PICTURES, VERDICT));
    }
    return network;
  }

  private static SafetyChecker built(Path folder, ConfigFile config, Preprocessing preprocessing) {
    Optional<ConfigFile> vision = config.section("vision_config");
    Map<String, Object> fields =
        new LinkedHashMap<>(vision.map(ConfigFile::toMap).orElse(Map.of()));
    fields.put("projection_dim", config.integer("projection_dim", 1, 65_536).orElse(768));
    Weights weights =
        Weights.of(folder.toString(), TensorTable.openFolder(folder).tensors(), KeyRule.SAME_NAMES);
    NetworkGraph graph =
        ClipVisionGraph.build(
            new NetworkConfig(folder.toString(), fields), weights, "vision_model.vision_model");
    return new SafetyChecker(
        OnnxModel.built(graph.name(), graph.model(), graph.weightFolder()),
        Optional.of(
            new SafetyRule(
                weight(weights, "concept_embeds"),
                weight(weights, "concept_embeds_weights"),
                weight(weights, "special_care_embeds"),
                weight(weights, "special_care_embeds_weights"))),
        preprocessing);
  }

  private static FloatTensor weight(Weights weights, String name) {
    return weights
        .find(name)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "%s lacks \"%s\"; fetch it again".formatted(weights.place(), name)))
        .tensor()
        .read();
  }

  /**
   * Returns whether a picture counts as unsafe.
   *
   * @param pixels {@code [1, 3, h, w]} as {@link #preprocessing()} says
   * @throws dev.gen.error.InferenceException if the network fails
   */
  public boolean isUnsafe(FloatTensor pixels, SessionPool pool) {
    try (SessionPool.Loan loan = pool.lend(network)) {
      if (rule.isEmpty()) {
        Map<String, FloatTensor> inputs =
            Map.of(EXPORTED_PIXELS, pixels, EXPORTED_PICTURES, FloatTensor.zeros(UNUSED));
        return loan.session().run(inputs, Set.of(VERDICT)).get(VERDICT).get(0) != 0;
      }
      FloatTensor vector = loan.session().run(Map.of(PIXELS, pixels), Set.of(VECTOR)).get(VECTOR);
      return rule.get().isUnsafe(Finite.require(vector, network.toString()));
    }
  }
}
