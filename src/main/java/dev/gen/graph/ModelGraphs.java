package dev.gen.graph;

import dev.gen.checkpoint.Checkpoint;
import dev.gen.checkpoint.ModelPart;
import dev.gen.checkpoint.Weights;
import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The graphs of a checkpoint's networks, each built when it is asked for.
 *
 * <p>The door of this room. Building reads configs and tables of contents only, which takes
 * milliseconds; sessions are opened elsewhere. All methods throw {@link ModelFormatException} where
 * the checkpoint lacks the part, or its weights do not fit its config.
 *
 * @param checkpoint the model
 * @param scratch the absolute folder where weights that LoRA files change may lie while a network
 *     opens
 */
public record ModelGraphs(Checkpoint checkpoint, Path scratch) {

  /** Builds graphs whose changed weights lie in the temporary folder while a network opens. */
  public ModelGraphs(Checkpoint checkpoint) {
    this(checkpoint, Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
  }

  /**
   * Builds the UNet in one graph, as other programs want it, with the LoRA files merged; see {@link
   * UNetGraph} for inputs and outputs.
   */
  public NetworkGraph unet() {
    return unet(UNetGraph::build);
  }

  /** Builds the same in several graphs, as runs of ours want it: {@link UNetGraph#buildSplit}. */
  public UNetGraph.Split splitUnet(UNetCut cut) {
    return unet((config, weights) -> UNetGraph.buildSplit(config, weights, cut));
  }

  private <T> T unet(BiFunction<NetworkConfig, Weights, T> build) {
    NetworkConfig config = config(ModelPart.UNET);
    return build.apply(
        config, checkpoint.weights(ModelPart.UNET, UNetGraph.weightShapes(config), scratch));
  }

  /**
   * Builds a text encoder, with LoRA files merged and embeddings added; see {@link ClipTextGraph}.
   *
   * @param part {@code TEXT_ENCODER} or {@code TEXT_ENCODER_2}
   */
  public NetworkGraph textEncoder(ModelPart part) {
    NetworkConfig config = config(part);
    return ClipTextGraph.build(
        config,
        checkpoint.weights(part, ClipTextGraph.weightShapes(config), scratch),
        checkpoint.extraTokens(part));
  }

  /** Builds the VAE's decoder; see {@link VaeDecoderGraph} and {@link TinyVaeGraph}. */
  public NetworkGraph vaeDecoder() {
    NetworkConfig config = config(ModelPart.VAE);
    Weights weights = checkpoint.weights(ModelPart.VAE);
    return isTiny(config)
        ? TinyVaeGraph.buildDecoder(config, weights)
        : VaeDecoderGraph.build(config, weights);
  }

  /** Builds the VAE's encoder; see {@link VaeEncoderGraph} and {@link TinyVaeGraph}. */
  public NetworkGraph vaeEncoder() {
    NetworkConfig config = config(ModelPart.VAE);
    Weights weights = checkpoint.weights(ModelPart.VAE);
    return isTiny(config)
        ? TinyVaeGraph.buildEncoder(config, weights)
        : VaeEncoderGraph.build(config, weights);
  }

  /**
   * Says what of the LoRA files that are added to the checkpoint is left out, one sentence each.
   *
   * @throws ModelFormatException if one of them was made for models of another family
   */
  public List<String> leftOut() {
    Map<ModelPart, Map<String, Shape>> shapes = new EnumMap<>(ModelPart.class);
    checkpoint.weights().keySet().forEach(part -> shapes.put(part, weightShapes(part)));
    return checkpoint.leftOut(shapes);
  }

  /** Returns the names and shapes of the weights that a part's networks have. */
  public Map<String, Shape> weightShapes(ModelPart part) {
    NetworkConfig config = config(part);
    return switch (part) {
      case UNET -> UNetGraph.weightShapes(config);
      case TEXT_ENCODER, TEXT_ENCODER_2 -> ClipTextGraph.weightShapes(config);
      case VAE -> {
        boolean tiny = isTiny(config);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.putAll(
            tiny ? TinyVaeGraph.encoderShapes(config) : VaeEncoderGraph.weightShapes(config));
        shapes.putAll(
            tiny ? TinyVaeGraph.decoderShapes(config) : VaeDecoderGraph.weightShapes(config));
        yield shapes;
      }
    };
  }

  private static boolean isTiny(NetworkConfig config) {
    return config.word("_class_name", "").equals("AutoencoderTiny");
  }

  private NetworkConfig config(ModelPart part) {
    return new NetworkConfig(part.folder(), checkpoint.config(part));
  }
}
