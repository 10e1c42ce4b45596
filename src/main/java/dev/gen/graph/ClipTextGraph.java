package dev.gen.graph;

import dev.gen.checkpoint.Weights;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.ClipLayers.Sight;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.Tokens;
import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import dev.gen.graph.nodes.WeightNodes;
import dev.gen.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the network that reads the prompt: transformers' CLIPTextModel, with projection or without
 * (Radford et al. 2021, arXiv 2103.00020).
 *
 * <p>Input: {@code input_ids [n, tokens]}, int64. Outputs: {@code last_hidden_state [n, tokens,
 * width]} after the final normalisation; {@code text_embeds [n, width]} with a projection, {@code
 * pooler_output [n, width]} without; {@code hidden_states.0} (the embeddings) to {@code
 * hidden_states.L}, before the final normalisation; and {@code normed_hidden_states.0} to {@code
 * .L}, after it, for clip-skip.
 */
public final class ClipTextGraph {

  private static final double EPSILON = 1e-5;

  private final ClipTextConfig config;
  private final Layers net;
  private final Layers model;
  private final Value ids;
  private final List<StoredTensor> extraTokens;

  private ClipTextGraph(ClipTextConfig config, Layers net, List<StoredTensor> extraTokens) {
    this.config = config;
    this.extraTokens = extraTokens;
    this.net = net;
    this.model = net.in("text_model");
    this.ids = net.graph().input("input_ids", ElementType.INT64, "batch", "sequence");
  }

  /**
   * Builds the graph without tokens beyond the model's own.
   *
   * @throws ModelFormatException if the config asks for something unknown, or weights are missing
   *     or misshapen
   */
  public static NetworkGraph build(NetworkConfig config, Weights weights) {
    return build(config, weights, List.of());
  }

  /**
   * Builds the graph with tokens of textual inversion after the model's own.
   *
   * @param extraTokens {@code [count, width]} each
   * @throws ModelFormatException if the config asks for something unknown, weights are missing or
   *     misshapen, or an extra token has another width than the model's
   */
  public static NetworkGraph build(
      NetworkConfig config, Weights weights, List<StoredTensor> extraTokens) {
    return Network.build(
        config.name(),
        weights,
        net -> new ClipTextGraph(ClipTextConfig.from(config), net, extraTokens).run());
  }

  /**
   * Returns the names and shapes of the weights that such a network has.
   *
   * @throws ModelFormatException if the config asks for something unknown
   */
  public static Map<String, Shape> weightShapes(NetworkConfig config) {
    return Network.weightShapes(
        net -> new ClipTextGraph(ClipTextConfig.from(config), net, List.of()).run());
  }

  private void run() {
    Tokens x = embeddings(model.in("embeddings"));
    Tokens normal = hiddenState(0, x);
    ClipLayers layers =
        new ClipLayers(
            config.heads(), config.innerWidth(), config.activation(), EPSILON, Sight.BACKWARDS);
    for (int i = 0; i < config.layers(); i++) {
      x = layers.layer(model.in("encoder.layers." + i), x);
      normal = hiddenState(i + 1, x);
    }
    Value last = normal.bySample(net);
    net.graph().output("last_hidden_state", last, "batch", "sequence", config.width());
    pooled(atEndOfPrompt(last));
  }

  private Tokens embeddings(Layers at) {
    Value table = vocabulary(at);
    Value places = at.weight("position_embedding.weight", config.positions(), config.width());
    Value tokens = net.graph().node("Gather", List.of(table, ids));
    Value used =
        net.graph().node("Slice", List.of(places, net.graph().longs(0), net.sizes(ids, 1, 2)));
    Value rows = net.reshape(net.add(tokens, used), -1, config.width());
    return new Tokens(rows, net.sizes(ids, 0, 1), config.width());
  }

  private Value vocabulary(Layers at) {
    Value own = at.weight("token_embedding.weight", config.vocabulary(), config.width());
    if (extraTokens.isEmpty()) {
      return own;
    }
    List<Value> tables = new ArrayList<>(List.of(own));
    for (StoredTensor tokens : extraTokens) {
      if (tokens.shape().size(1) != config.width()) {
        throw new ModelFormatException(
            "%s: this embedding is for another model: its vectors have %d numbers, the model's %d"
                .formatted(tokens.file(), tokens.shape().size(1), config.width()));
      }
      tables.add(WeightNodes.embedded(net.graph(), tokens));
    }
    return net.concat(0, tables);
  }

  private Tokens hiddenState(int index, Tokens x) {
    Tokens normal = model.layerNorm("final_layer_norm", x, EPSILON);
    hiddenOutput("hidden_states." + index, x);
    hiddenOutput("normed_hidden_states." + index, normal);
    return normal;
  }

  private void hiddenOutput(String name, Tokens x) {
    net.graph().output(name, x.bySample(net), "batch", "sequence", config.width());
  }

  /** Returns the states {@code [n, width]} at the first end token of each prompt. */
  private Tokens atEndOfPrompt(Value states) {
    Value isEnd = net.graph().node("Equal", List.of(ids, net.graph().longs(config.endToken())));
    Value end =
        net.graph()
            .node(
                "ArgMax",
                List.of(net.cast(isEnd, ElementType.FLOAT)),
                Attribute.of("axis", 1L),
                Attribute.of("keepdims", 1L));
    Value state =
        net.graph().node("GatherND", List.of(states, end), Attribute.of("batch_dims", 1L));
    return Tokens.single(state, config.width());
  }

  private void pooled(Tokens end) {
    if (config.projection().isEmpty()) {
      net.graph().output("pooler_output", end.rows(), "batch", config.width());
      return;
    }
    int width = config.projection().get();
    Tokens projected = net.linearWithoutBias("text_projection", end, width);
    net.graph().output("text_embeds", projected.rows(), "batch", width);
  }
}
