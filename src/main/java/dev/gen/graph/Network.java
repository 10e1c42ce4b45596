package dev.gen.graph;

import dev.gen.checkpoint.Weights;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.WeightNodes;
import dev.gen.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** The frame of every builder: an empty graph, the weights, the network, the checks. */
final class Network {

  private Network() {}

  /**
   * Lets a network add itself to an empty graph and finishes it.
   *
   * @throws ModelFormatException if weights that it asked for are missing or misshapen
   */
  static NetworkGraph build(String name, Weights weights, Consumer<Layers> network) {
    return build(name, weights, 0, network);
  }

  /**
   * As {@link #build(String, Weights, Consumer)}.
   *
   * @param room how many bytes weights may have that are computed to save time
   */
  static NetworkGraph build(String name, Weights weights, long room, Consumer<Layers> network) {
    Path root = weights.folder().getRoot();
    long usable = root.equals(weights.scratch().getRoot()) ? room : 0;
    // Computed weights lie elsewhere than the checkpoint's, so files are named from the root then.
    Path folder = weights.areChanged() || usable > 0 ? root : weights.folder();
    OnnxGraph graph = new OnnxGraph(name, folder);
    WeightNodes nodes = new WeightNodes(graph, weights, usable);
    network.accept(Layers.root(graph, nodes));
    nodes.check();
    return new NetworkGraph(name, graph.toBytes(), folder, nodes.merged());
  }

  /** Returns the weights that a network asks for: their names and shapes. */
  static Map<String, Shape> weightShapes(Consumer<Layers> network) {
    OnnxGraph graph = new OnnxGraph("");
    WeightNodes nodes = new WeightNodes(graph, Weights.none());
    network.accept(Layers.root(graph, nodes));
    return nodes.wanted();
  }
}
