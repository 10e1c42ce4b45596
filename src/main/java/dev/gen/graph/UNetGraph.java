package dev.gen.graph;

import dev.gen.checkpoint.Weights;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.UNetLayers.Place;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.Prompt;
import dev.gen.graph.layers.PromptInputs;
import dev.gen.graph.layers.Tokens;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import dev.gen.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the network that predicts noise: diffusers' UNet2DConditionModel (Ronneberger et al. 2015,
 * arXiv 1505.04597, with the attention of Rombach et al. 2022, arXiv 2112.10752).
 *
 * <p>Inputs: {@code sample [n, channels, h, w]}, {@code timestep} (a float scalar), {@code
 * encoder_hidden_states [n, tokens, width]}, for SDXL {@code text_embeds [n, width]} and {@code
 * time_ids [n, 6]}, for distilled models {@code timestep_cond [n, width]}. Output: {@code
 * out_sample [n, channels, h, w]}. All sizes h and w from 1 up work: an upsampler takes its size
 * from the skip that it meets.
 */
public final class UNetGraph {

  /** Room for the filters of minimal filtering: 0.65 GB in SD1, SD2 and SDXL. */
  private static final long FILTER_BYTES = 1L << 30;

  private UNetGraph() {}

  /**
   * Builds the graph.
   *
   * @throws ModelFormatException if the config asks for something unknown, or weights are missing
   *     or misshapen
   */
  public static NetworkGraph build(NetworkConfig config, Weights weights) {
    return Network.build("unet", weights, net -> run(UNetConfig.from(config), net));
  }

  /**
   * Builds the network as several graphs, so that what depends on the prompt alone is computed once
   * a run and not once a step. Convolutions of many channels are computed by minimal filtering, but
   * in pieces, which are opened so often that the filters would cost more than they save.
   *
   * @param cut into which graphs the rest is cut
   * @throws ModelFormatException as {@link #build}
   */
  public static Split buildSplit(NetworkConfig config, Weights weights, UNetCut cut) {
    UNetConfig shape = UNetConfig.from(config);
    PromptInputs inputs = new PromptInputs();
    List<NetworkGraph> steps = new ArrayList<>();
    List<Place> places = places(shape, cut.largest());
    for (int i = 0; i < places.size(); i++) {
      Place from = places.get(i);
      int end = i + 1 < places.size() ? places.get(i + 1).before() : Integer.MAX_VALUE;
      steps.add(
          Network.build(
              "unet",
              weights,
              room(cut),
              net ->
                  new UNetLayers(shape, net, inputs, from.skips()).run(from, end, cut.reused())));
    }
    NetworkGraph prompt =
        Network.build("prompt", weights, net -> inputs.computeAll(net, states(shape, net)));
    return new Split(prompt, List.copyOf(steps), shallow(shape, weights, inputs, cut));
  }

  private static long room(UNetCut cut) {
    return cut.largest() == Long.MAX_VALUE ? FILTER_BYTES : 0;
  }

  private static Optional<NetworkGraph> shallow(
      UNetConfig shape, Weights weights, PromptInputs inputs, UNetCut cut) {
    return cut.reused() == UNetCut.Reuse.NEVER
        ? Optional.empty()
        : Optional.of(
            Network.build(
                "shallow",
                weights,
                room(cut),
                net -> new UNetLayers(shape, net, inputs.again(), List.of()).runShallow()));
  }

  /**
   * The network in several graphs.
   *
   * @param prompt from {@code encoder_hidden_states} to {@code prompt_keys.i} and {@code
   *     prompt_values.i}, {@code [n, tokens, width]} each
   * @param steps together as {@link #build}'s, but with those in place of {@code
   *     encoder_hidden_states}; one after the other, each takes outputs of those before it by name.
   *     If features are reused, one of them has the further output {@code deep_features [n, c, h,
   *     w]}
   * @param shallow the same {@code out_sample} from {@code deep_features} of another step: the
   *     first convolution and the last layer, as in the authors' program, about a twelfth of the
   *     work for Stable Diffusion 1
   */
  public record Split(
      NetworkGraph prompt, List<NetworkGraph> steps, Optional<NetworkGraph> shallow) {}

  /** Returns where the graphs of the steps begin. */
  private static List<Place> places(UNetConfig shape, long largest) {
    List<Place> places = new ArrayList<>(List.of(Place.START));
    if (largest == Long.MAX_VALUE) {
      return places;
    }
    long numbers = 0;
    for (Place at = Place.START; !at.isEnd(); ) {
      Layer layer = layer(shape, at);
      if (numbers > 0 && numbers + layer.numbers() > largest) {
        places.add(at);
        numbers = 0;
      }
      numbers += layer.numbers();
      at = layer.next();
    }
    return places;
  }

  /** How many numbers a layer's weights have, and what comes after it. */
  private record Layer(long numbers, Place next) {}

  private static Layer layer(UNetConfig shape, Place at) {
    Place[] next = new Place[1];
    Map<String, Shape> weights =
        Network.weightShapes(
            net ->
                next[0] =
                    new UNetLayers(shape, net, new PromptInputs(), at.skips())
                        .run(at, at.before() + 1, UNetCut.Reuse.NEVER));
    return new Layer(weights.values().stream().mapToLong(Shape::elements).sum(), next[0]);
  }

  /**
   * Returns the names and shapes of the weights that such a network has.
   *
   * @throws ModelFormatException if the config asks for something unknown
   */
  public static Map<String, Shape> weightShapes(NetworkConfig config) {
    return Network.weightShapes(net -> run(UNetConfig.from(config), net));
  }

  private static void run(UNetConfig config, Layers net) {
    UNetLayers layers = new UNetLayers(config, net, Prompt.of(states(config, net)), List.of());
    layers.run(Place.START, Integer.MAX_VALUE, UNetCut.Reuse.NEVER);
  }

  private static Tokens states(UNetConfig config, Layers net) {
    int width = config.contextWidth();
    Value states =
        net.graph().input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", width);
    return new Tokens(net.reshape(states, -1, width), net.sizes(states, 0, 1), width);
  }
}
