package dev.gen.model.clip;

import dev.gen.error.ModelFormatException;
import dev.gen.model.ConfigFile;
import dev.gen.model.Finite;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.text.TokenIds;
import dev.gen.text.Tokenizer;
import dev.gen.text.Tokenizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model that turns texts and pictures into vectors of one space, where what fits lies close
 * (Radford et al. 2021, arXiv:2103.00020).
 *
 * <p>Networks are on loan only while a method runs. Thread-safe.
 *
 * @param folder where it lies
 * @param networks that read and see
 * @param factor what the cosine of two vectors is multiplied by
 * @param preprocessing of pictures
 * @param longestText in tokens
 */
public record ClipModel(
    Path folder,
    ClipFolder.Networks networks,
    double factor,
    Preprocessing preprocessing,
    int longestText) {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String PIXELS = "pixel_values";
  private static final String OF_TEXT = "text_embeds";
  private static final String OF_PICTURE = "image_embeds";

  /**
   * Opens a model.
   *
   * @throws ModelFormatException if the folder is none, or a file is missing or malformed
   */
  public static ClipModel open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ModelFormatException(folder + " is no folder, expected one with a CLIP model");
    }
    ClipFolder files = ClipFolder.of(folder);
    ClipFolder.Networks networks = files.networks();
    require(networks.text(), IDS, OF_TEXT);
    require(networks.vision(), PIXELS, OF_PICTURE);
    ConfigFile preprocessor = ConfigFile.readIfPresent(folder.resolve("preprocessor_config.json"));
    return new ClipModel(
        folder,
        networks,
        files.factor(),
        Preprocessing.of(preprocessor, files.side()),
        files.longestText());
  }

  private static void require(OnnxModel network, String input, String output) {
    if (!network.inputs().containsKey(input) || !network.outputs().containsKey(output)) {
      throw new ModelFormatException(
          "%s has the inputs %s and the outputs %s, expected %s and %s among them"
              .formatted(
                  network, network.inputs().keySet(), network.outputs().keySet(), input, output));
    }
  }

  /** Returns the files with its weights. */
  public List<Path> files() {
    return networks.files();
  }

  /**
   * Returns the vector of a text, {@code [1, d]} of length 1; what is too long is cut.
   *
   * @throws dev.gen.error.InferenceException if the network fails
   */
  public FloatTensor read(String text, SessionPool pool) {
    try (Tokenizer tokenizer = Tokenizers.open(folder, longestText)) {
      TokenIds tokens = tokenizer.encode(text);
      int[] ids = tokens.ids();
      float[] values = new float[ids.length];
      for (int i = 0; i < ids.length; i++) {
        values[i] = ids[i];
      }
      FloatTensor input = FloatTensor.of(new Shape(1, ids.length), values);
      return run(networks.text(), Map.of(IDS, input), OF_TEXT, pool);
    }
  }

  /**
   * Returns the vector of a picture, {@code [1, d]} of length 1.
   *
   * @param pixels {@code [1, 3, h, w]} as {@link #preprocessing()} says
   * @throws dev.gen.error.InferenceException if the network fails
   */
  public FloatTensor see(FloatTensor pixels, SessionPool pool) {
    return run(networks.vision(), Map.of(PIXELS, pixels), OF_PICTURE, pool);
  }

  /** Returns how well a text and a picture fit: the cosine of their vectors, times the factor. */
  public double score(FloatTensor text, FloatTensor picture) {
    double sum = 0;
    for (int i = 0; i < text.size(); i++) {
      sum += (double) text.get(i) * picture.get(i);
    }
    return factor * sum;
  }

  private FloatTensor run(
      OnnxModel network, Map<String, FloatTensor> given, String output, SessionPool pool) {
    Map<String, FloatTensor> inputs = new HashMap<>(given);
    for (String name : network.inputs().keySet()) {
      inputs.computeIfAbsent(name, this::unused);
    }
    if (inputs.containsKey(MASK)) {
      inputs.put(MASK, inputs.get(IDS).map(id -> 1));
    }
    try (SessionPool.Loan loan = pool.lend(network)) {
      FloatTensor vector = loan.session().run(inputs, Set.of(output)).get(output);
      return normalized(Finite.require(vector, network.toString()));
    }
  }

  /** A network that reads and sees in one wants both, and gives both. */
  private FloatTensor unused(String input) {
    return input.equals(PIXELS)
        ? FloatTensor.zeros(new Shape(1, 3, preprocessing.height(), preprocessing.width()))
        : FloatTensor.zeros(new Shape(1, longestText));
  }

  /** Returns a vector with the length 1. */
  static FloatTensor normalized(FloatTensor vector) {
    double squares = 0;
    for (float value : vector.values()) {
      squares += (double) value * value;
    }
    return vector.times(1 / Math.sqrt(squares));
  }
}
