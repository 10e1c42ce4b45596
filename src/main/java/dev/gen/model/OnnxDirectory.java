package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.graph.ExportedGraph;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.TensorSpec;
import dev.gen.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A model directory as Hugging Face {@code optimum} and diffusers' older script export it.
 *
 * @param folder holds {@code model_index.json} and a folder for each component
 */
public record OnnxDirectory(Path folder) implements ModelSource {

  private static final String NETWORK = "model.onnx";

  private static final String EARLIER_LAYER = "earlier_hidden_state";

  /** Old exports keep their weights in another file; a larger graph is used as it is. */
  private static final long LARGEST_EDITED = 256L << 20;

  /**
   * Takes a folder that looks like a model.
   *
   * @throws ModelFormatException if it is no such folder
   */
  public static OnnxDirectory open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ModelFormatException(
          folder + " is not a directory; expected a model directory with model_index.json");
    }
    if (!Files.exists(folder.resolve("model_index.json"))) {
      throw new ModelFormatException(
          folder + " has no model_index.json; expected a model directory exported to ONNX");
    }
    return new OnnxDirectory(folder);
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
  public OnnxModel network(String component) {
    Path file = folder.resolve(component).resolve(NETWORK);
    OnnxModel network = OnnxModel.read(file);
    TensorSpec timestep = network.inputs().get(DenoiserNetwork.TIMESTEP);
    boolean rounds = timestep != null && timestep.isInteger();
    return rounds && size(file) <= LARGEST_EDITED
        ? edited(file, graph -> graph.withFloatInput(DenoiserNetwork.TIMESTEP))
        : network;
  }

  @Override
  public EarlierLayer textEncoderSkipping(String component, int skipped) {
    Path file = folder.resolve(component).resolve(NETWORK);
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

  /** An export fixes the sizes that the upsamplers reach, so every halving must be exact. */
  @Override
  public int latentMultiple() {
    int levels = config("unet").numbers("block_out_channels").map(list -> list.size()).orElse(4);
    return 1 << (levels - 1);
  }
}
