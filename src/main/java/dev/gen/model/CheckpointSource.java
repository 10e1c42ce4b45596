package dev.gen.model;

import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.CheckpointFamily;
import dev.gen.checkpoint.Guess;
import dev.gen.checkpoint.ModelPart;
import dev.gen.checkpoint.TextualInversion;
import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.InvalidRequestException;
import dev.gen.graph.ModelGraphs;
import dev.gen.graph.NetworkGraph;
import dev.gen.graph.Precision;
import dev.gen.graph.UNetCut;
import dev.gen.graph.UNetGraph;
import dev.gen.graph.nodes.MergedFile;
import dev.gen.model.TokenizerFolders.Wanted;
import dev.gen.onnx.ComputedFile;
import dev.gen.onnx.OnnxModel;
import dev.gen.text.EmbeddingTokenizer;
import dev.gen.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint of safetensors, whose graphs are built when they are asked for.
 *
 * @param checkpoint its tables of contents and configs
 * @param tokenizers where its vocabulary may lie
 * @param precision of the denoiser and the decoder
 */
public record CheckpointSource(
    Checkpoint checkpoint, TokenizerFolders tokenizers, Precision precision)
    implements ModelSource {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointSource.class);

  private static final Set<String> BYTES = Set.of("unet", "vae_decoder");

  static final String NORMED = "normed_hidden_states.";
  private static final String TOKENS = "text_model.embeddings.token_embedding.weight";

  @Override
  public String name() {
    return checkpoint.path().toString();
  }

  @Override
  public ConfigFile index() {
    return named("model_index");
  }

  @Override
  public ConfigFile config(String component) {
    return named(component.startsWith("vae") ? "vae" : component);
  }

  private ConfigFile named(String component) {
    Map<String, Object> values = checkpoint.configs().getOrDefault(component, Map.of());
    return ConfigFile.of(name() + " (" + component + ")", values);
  }

  @Override
  public ConfigFile world() {
    return ConfigFile.of("world", Map.of());
  }

  @Override
  public boolean hasNetwork(String component) {
    return part(component).filter(checkpoint::has).isPresent();
  }

  @Override
  public DenoiserModel denoiser() {
    return denoiser(UNetCut.NONE).orElseThrow();
  }

  @Override
  public Optional<DenoiserModel> denoiser(UNetCut cut) {
    UNetGraph.Split graphs = graphs().splitUnet(cut);
    return Optional.of(
        new DenoiserModel(
            Optional.of(built("unet's prompt", graphs.prompt())),
            graphs.steps().stream().map(graph -> step(graph, cut)).toList(),
            graphs.shallow().map(graph -> step(graph, cut))));
  }

  /** Pieces are small, but what they are cut from is not. */
  private OnnxModel step(NetworkGraph graph, UNetCut cut) {
    OnnxModel network = built("unet", graph);
    return cut.largest() == Long.MAX_VALUE ? network : network.inPlace();
  }

  @Override
  public OnnxModel network(String component) {
    return built(component, graph(component));
  }

  private OnnxModel built(String component, NetworkGraph graph) {
    if (precision == Precision.INT8 && BYTES.contains(component)) {
      return Quantized.of(name() + " " + component, graph.model(), graph.weightFolder());
    }
    return OnnxModel.built(
        name() + " " + component,
        graph.model(),
        graph.weightFolder(),
        graph.merged().map(CheckpointSource::computed));
  }

  /** Returns the file of the weights that LoRA files change, to be computed. */
  static ComputedFile computed(MergedFile file) {
    return new ComputedFile(file.path(), file.root(), file.bytes(), file.largest(), file.graphs());
  }

  private ModelGraphs graphs() {
    // Without a folder, no filters are computed, which would not be rounded to bytes.
    return new ModelGraphs(
        checkpoint, precision == Precision.INT8 ? Path.of("") : Quantized.scratch());
  }

  /** Builds the graph of a network, the denoiser's in one. */
  NetworkGraph graph(String component) {
    ModelGraphs graphs = graphs();
    return switch (component) {
      case "unet" -> graphs.unet();
      case "vae_decoder" -> graphs.vaeDecoder();
      case "vae_encoder" -> graphs.vaeEncoder();
      default -> graphs.textEncoder(part(component).orElseThrow());
    };
  }

  @Override
  public EarlierLayer textEncoderSkipping(String component, int skipped) {
    return earlierLayer(network(component), name(), skipped);
  }

  /** Finds an earlier layer among the outputs of a text encoder that this program built. */
  static EarlierLayer earlierLayer(OnnxModel network, String model, int skipped) {
    long layers = network.outputs().keySet().stream().filter(n -> n.startsWith(NORMED)).count();
    if (skipped >= layers) {
      throw new InvalidRequestException(
          "clip_skip",
          "is %d, which leaves no layer: the text encoder of %s has %d"
              .formatted(skipped, model, layers - 1));
    }
    return new EarlierLayer(network, NORMED + (layers - 1 - skipped));
  }

  @Override
  public Tokenizer openTokenizer(String component) {
    String encoder = ModelSource.textEncoderOf(component);
    Tokenizer plain = tokenizerFolder(component).open(config(encoder));
    Map<String, int[]> learned = learned(part(encoder).orElseThrow(), config(encoder));
    return learned.isEmpty()
        ? plain
        : new EmbeddingTokenizer(plain, learned, name -> unused(component, name));
  }

  /** All tokenizers read the same texts, so the first one's word is enough. */
  private void unused(String component, String embedding) {
    if (component.equals("tokenizer") && checkpoint.isAskedFor(embedding)) {
      LOG.warn("the embedding \"{}\" is not used: the prompts do not name it", embedding);
    }
  }

  /** Finds the folder of a tokenizer. */
  TokenizerFolders.Found tokenizerFolder(String component) {
    String encoder = ModelSource.textEncoderOf(component);
    ModelPart part = part(encoder).orElseThrow();
    int vocabulary =
        checkpoint
            .weights(part)
            .find(TOKENS)
            .map(weight -> weight.shape().size(0))
            .orElseGet(() -> vocabulary(config(encoder)));
    return tokenizers.find(
        new Wanted(component, config(encoder), vocabulary, Optional.of(padding(component))));
  }

  private static int vocabulary(ConfigFile encoder) {
    return encoder.integer("vocab_size", 1, 10_000_000).orElse(TokenizerFolders.CLIP_VOCABULARY);
  }

  /**
   * OpenCLIP's text encoders were trained with texts padded by the token 0, an exclamation mark;
   * OpenAI's with the end.
   */
  private String padding(String component) {
    boolean openClip =
        checkpoint.family() == CheckpointFamily.SD2 || component.equals("tokenizer_2");
    return openClip ? "!" : "<|endoftext|>";
  }

  /** Numbers the vectors of embeddings from the end of the vocabulary on. */
  private Map<String, int[]> learned(ModelPart encoder, ConfigFile config) {
    Map<String, int[]> ids = new LinkedHashMap<>();
    int next = vocabulary(config);
    for (TextualInversion embedding : checkpoint.embeddings()) {
      StoredTensor vectors = embedding.vectors().get(encoder);
      if (vectors != null) {
        int count = vectors.shape().size(0);
        ids.put(embedding.name(), IntStream.range(next, next + count).toArray());
        next += count;
      }
    }
    return ids;
  }

  @Override
  public List<StoredNetwork> storedNetworks() {
    ModelGraphs graphs = graphs();
    return Stream.of(
            ModelPart.TEXT_ENCODER, ModelPart.TEXT_ENCODER_2, ModelPart.UNET, ModelPart.VAE)
        .filter(checkpoint::has)
        .map(part -> stored(part, graphs.weightShapes(part).keySet()))
        .toList();
  }

  private StoredNetwork stored(ModelPart part, Set<String> names) {
    SortedMap<String, Long> parameters = new TreeMap<>();
    SortedSet<Path> files = new TreeSet<>();
    long bytes = 0;
    for (String name : names) {
      Optional<StoredTensor> found = checkpoint.weights(part).find(name).map(Weight::tensor);
      if (found.isPresent()) {
        StoredTensor tensor = found.get();
        long elements = tensor.shape().elements();
        parameters.merge(tensor.dataType().displayName(), elements, Long::sum);
        bytes += tensor.length();
        files.add(tensor.file());
      }
    }
    return new StoredNetwork(part.folder(), parameters, bytes, files);
  }

  @Override
  public List<String> guesses() {
    return checkpoint.guesses().stream().map(Guess::sentence).toList();
  }

  /**
   * Refuses LoRA files that were made for another family.
   *
   * @throws dev.gen.error.ModelFormatException if there is one
   */
  void requireFittingLoras() {
    new ModelGraphs(checkpoint).leftOut();
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(new ModelGraphs(checkpoint).leftOut());
    checkpoint.guesses().stream()
        .filter(Guess::decides)
        .forEach(guess -> warnings.add(checkpoint.path().getFileName() + ": " + guess.sentence()));
    Set<String> names = new ModelGraphs(checkpoint).weightShapes(ModelPart.UNET).keySet();
    List<String> unused = checkpoint.weights(ModelPart.UNET).unused(names);
    if (!unused.isEmpty()) {
      warnings.add(
          "%s: its UNet has %d %s that no network here uses, such as %s; the picture may be wrong"
              .formatted(
                  checkpoint.path().getFileName(),
                  unused.size(),
                  unused.size() == 1 ? "weight" : "weights",
                  unused.get(0)));
    }
    return warnings;
  }

  /** Our own graphs take their sizes from what they meet, so every latent size works. */
  @Override
  public int latentMultiple() {
    return 1;
  }

  private static Optional<ModelPart> part(String component) {
    return switch (component) {
      case "unet" -> Optional.of(ModelPart.UNET);
      case "vae_decoder", "vae_encoder" -> Optional.of(ModelPart.VAE);
      case "text_encoder" -> Optional.of(ModelPart.TEXT_ENCODER);
      case "text_encoder_2" -> Optional.of(ModelPart.TEXT_ENCODER_2);
      default -> Optional.empty();
    };
  }
}
