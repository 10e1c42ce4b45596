package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.ExportedGraph;
import dev.gen.graph.Precision;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.TensorSpec;
import dev.gen.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model directory as Hugging Face {@code optimum} and diffusers' older script export it.
 *
 * @param folder holds {@code model_index.json} and a folder for each component
 * @param precision of the denoiser and the decoder
 */
public record OnnxDirectory(Path folder, Precision precision) implements ModelSource {

  private static final String NETWORK = "model.onnx";

  private static final List<String> NETWORKS =
      List.of(
          "text_encoder",
          "text_encoder_2",
          "unet",
          "transformer",
          "vae_encoder",
          "vae_decoder",
          "codec_encoder",
          "codec_decoder");

  private static final String EARLIER_LAYER = "earlier_hidden_state";

  /** Old exports keep their weights in another file; a larger graph is used as it is. */
  private static final long LARGEST_EDITED = 256L << 20;

  /**
   * Takes a folder that looks like a model.
   *
   * @throws ModelFormatException if it is no such folder
   */
  public static OnnxDirectory open(Path folder) {
    return open(folder, Precision.FP32);
  }

  /** As {@link #open(Path)}, with networks that compute so. */
  static OnnxDirectory open(Path folder, Precision precision) {
    if (!Files.isDirectory(folder)) {
      throw new ModelFormatException(
          folder + " is not a directory; expected a model directory with model_index.json");
    }
    if (!Files.exists(folder.resolve("model_index.json"))) {
      ConfigFile config = ConfigFile.readIfPresent(folder.resolve("config.json"));
      if (config.text("model_type").filter("clip"::equals).isPresent()) {
        throw new ModelFormatException(
            folder + " is a CLIP model, which ranks pictures and draws none; expected as ranker");
      }
      throw new ModelFormatException(
          folder + " has no model_index.json; expected a model directory exported to ONNX");
    }
    return new OnnxDirectory(folder, precision);
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public ConfigFile index() {
    return ConfigFile.read(folder.resolve("model_index.json"));
  }

  @Override
  public ConfigFile config(String component) {
    String file = component.equals("scheduler") ? "scheduler_config.json" : "config.json";
    return ConfigFile.readIfPresent(folder.resolve(component).resolve(file));
  }

  @Override
  public ConfigFile world() {
    return ConfigFile.readIfPresent(folder.resolve("world.json"));
  }

  @Override
  public boolean hasNetwork(String component) {
    return Files.exists(folder.resolve(component).resolve(NETWORK));
  }

  @Override
  public DenoiserModel denoiser() {
    Path file = networkFile("unet");
    OnnxModel network = OnnxModel.read(file);
    TensorSpec timestep = network.inputs().get(NetworkCall.TIMESTEP);
    boolean rounds = timestep != null && timestep.isInteger();
    return DenoiserModel.whole(
        rounds && size(file) <= LARGEST_EDITED
            ? drawing(edited(file, graph -> graph.withFloatInput(NetworkCall.TIMESTEP)))
            : drawing(network));
  }

  @Override
  public OnnxModel network(String component) {
    OnnxModel network = OnnxModel.read(networkFile(component));
    return component.equals("vae_decoder") ? drawing(network) : network;
  }

  /** Returns a network of the denoiser or the decoder, as precise as is wanted. */
  private OnnxModel drawing(OnnxModel network) {
    return precision == Precision.FP32
        ? network
        : Quantized.of(network.toString(), network.bytes(), network.folder());
  }

  @Override
  public EarlierLayer textEncoderSkipping(String component, int skipped) {
    OnnxModel network = network(component);
    if (network.outputs().containsKey(CheckpointSource.NORMED + 0)) {
      return CheckpointSource.earlierLayer(network, name(), skipped);
    }
    Path file = networkFile(component);
    return new EarlierLayer(
        edited(file, graph -> graph.withEarlierLayer(skipped, EARLIER_LAYER)), EARLIER_LAYER);
  }

  private static OnnxModel edited(Path file, UnaryOperator<ExportedGraph> edit) {
    try {
      ExportedGraph graph = ExportedGraph.parse(file.toString(), Files.readAllBytes(file));
      byte[] bytes = edit.apply(graph).toBytes();
      return OnnxModel.built(file.toString(), bytes, file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new ModelFormatException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new ModelFormatException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Tokenizer openTokenizer(String component) {
    return new TokenizerFolders.Found(folder.resolve(component), Optional.empty())
        .open(config(ModelSource.textEncoderOf(component)));
  }

  @Override
  public List<StoredNetwork> storedNetworks() {
    return NETWORKS.stream().filter(this::hasNetwork).map(this::stored).toList();
  }

  private StoredNetwork stored(String component) {
    SortedMap<String, Long> parameters = new TreeMap<>();
    long bytes = 0;
    for (var weights : OnnxModel.read(networkFile(component)).weights().entrySet()) {
      parameters.put(weights.getKey().name().toLowerCase(Locale.ROOT), weights.getValue());
      bytes += weights.getKey().bytes() * weights.getValue();
    }
    return new StoredNetwork(component, parameters, bytes, weightFiles(component));
  }

  /** Returns the graph and the files beside it in which large exports keep their weights. */
  private SortedSet<Path> weightFiles(String component) {
    Path place = folder.resolve(component);
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().matches(".*\\.(json|txt|md)"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new ModelFormatException("cannot list " + place + ": " + e.getMessage(), e);
    }
  }

  /** The files declare everything, so nothing is guessed. */
  @Override
  public List<String> guesses() {
    return List.of();
  }

  private Path networkFile(String component) {
    return folder.resolve(component).resolve(NETWORK);
  }

  /**
   * An export fixes the sizes that the upsamplers reach, so every halving must be exact, or every
   * cut into patches.
   */
  @Override
  public int latentMultiple() {
    ConfigFile config = config("unet");
    return config.integer("patch_size", 1, 64).orElseGet(config::shrinkage);
  }
}
