package dev.gen.graph;

import dev.gen.checkpoint.Weights;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Kernel;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.Tokens;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import dev.gen.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Builds the network of CLIP that sees: transformers' CLIPVisionModelWithProjection (Radford et al.
 * 2021, arXiv:2103.00020; Dosovitskiy et al. 2021, arXiv:2010.11929).
 *
 * <p>Input: {@code pixel_values [n, 3, side, side]}, normalised. Output: {@code image_embeds [n,
 * projection]}, not yet of length 1.
 */
public final class ClipVisionGraph {

  private static final double EPSILON = 1e-5;

  private final ClipVisionConfig config;
  private final Layers net;
  private final Layers model;

  private ClipVisionGraph(ClipVisionConfig config, Layers net, String place) {
    this.config = config;
    this.net = net;
    this.model = net.in(place);
  }

  /**
   * Builds the graph.
   *
   * @param place before the names of the weights: {@code vision_model}; a safety checker has it
   *     twice
   * @throws dev.gen.error.ModelFormatException if the config asks for something unknown, or weights
   *     are missing or misshapen
   */
  public static NetworkGraph build(NetworkConfig config, Weights weights, String place) {
    return Network.build(
        config.name(),
        weights,
        net -> new ClipVisionGraph(ClipVisionConfig.from(config), net, place).run());
  }

  /**
   * Returns the names and shapes of the weights that such a network has.
   *
   * @throws dev.gen.error.ModelFormatException if the config asks for something unknown
   */
  public static Map<String, Shape> weightShapes(NetworkConfig config, String place) {
    return Network.weightShapes(
        net -> new ClipVisionGraph(ClipVisionConfig.from(config), net, place).run());
  }

  private void run() {
    int side = config.side();
    Value pixels = net.graph().input("pixel_values", ElementType.FLOAT, "batch", 3, side, side);
    Tokens x = model.layerNorm("pre_layrnorm", embeddings(model.in("embeddings"), pixels), EPSILON);
    ClipLayers layers =
        new ClipLayers(
            config.heads(),
            config.innerWidth(),
            config.activation(),
            EPSILON,
            ClipLayers.Sight.ALL);
    for (int i = 0; i < config.layers(); i++) {
      x = layers.layer(model.in("encoder.layers." + i), x);
    }
    Value first = net.graph().node("Slice", List.of(x.bySample(net), longs(0), longs(1), longs(1)));
    Tokens whole = Tokens.single(net.reshape(first, -1, config.width()), config.width());
    Tokens seen = model.layerNorm("post_layernorm", whole, EPSILON);
    Value projected = net.linearWithoutBias("visual_projection", seen, config.projection()).rows();
    net.graph().output("image_embeds", projected, "batch", config.projection());
  }

  private Value longs(long number) {
    return net.graph().longs(number);
  }

  /** Cuts the picture into patches, and puts before them the token that will stand for it. */
  private Tokens embeddings(Layers at, Value pixels) {
    int width = config.width();
    Kernel window = new Kernel(config.patch(), config.patch(), 0, 0);
    Value cells =
        at.convWithoutBias("patch_embedding", new Feature(pixels, 3), width, window).value();
    Value patches = net.transpose(net.reshape(cells, 0, width, -1), 0, 2, 1);
    Value own = net.reshape(at.weight("class_embedding", width), 1, 1, width);
    Value batch = net.sizes(pixels, 0, 1);
    Value first =
        net.graph()
            .node(
                "Expand", List.of(own, net.concat(0, List.of(batch, net.graph().longs(1, width)))));
    Value places = at.weight("position_embedding.weight", config.tokens(), width);
    Value rows = net.add(net.concat(1, List.of(first, patches)), places);
    return new Tokens(net.reshape(rows, -1, width), batch, width);
  }
}
