package dev.gen.graph;

import dev.gen.checkpoint.Weights;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.UNetConfig.Level;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Kernel;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.Prompt;
import dev.gen.graph.layers.PromptInputs;
import dev.gen.graph.layers.ResidualBlock;
import dev.gen.graph.layers.Tokens;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import dev.gen.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
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

  private final UNetConfig config;
  private final Layers net;
  private final ResidualBlock residual;
  private final SpatialTransformer transformer;
  private final Deque<Feature> skips = new ArrayDeque<>();

  /** The input or output with what the network knows before its last layer. */
  private static final String DEEP = "deep_features";

  private UNetGraph(UNetConfig config, Layers net, Prompt prompt) {
    this.config = config;
    this.net = net;
    this.residual = new ResidualBlock(config.norm(), Optional.of(time()));
    this.transformer = new SpatialTransformer(config.norm().groups(), prompt);
  }

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
   * Builds the network as two graphs, so that what depends on the prompt alone is computed once a
   * run and not once a step. Convolutions of many channels are computed by minimal filtering.
   *
   * @throws ModelFormatException as {@link #build}
   */
  public static Split buildSplit(NetworkConfig config, Weights weights) {
    UNetConfig shape = UNetConfig.from(config);
    PromptInputs inputs = new PromptInputs();
    NetworkGraph steps =
        Network.build(
            "unet", weights, FILTER_BYTES, net -> new UNetGraph(shape, net, inputs).run());
    NetworkGraph prompt =
        Network.build("prompt", weights, net -> inputs.computeAll(net, states(shape, net)));
    return new Split(prompt, steps);
  }

  /**
   * The network in two graphs.
   *
   * @param prompt from {@code encoder_hidden_states} to {@code prompt_keys.i} and {@code
   *     prompt_values.i}, {@code [n, tokens, width]} each
   * @param steps as {@link #build}'s, but with those in place of {@code encoder_hidden_states}
   */
  public record Split(NetworkGraph prompt, NetworkGraph steps) {}

  /**
   * Builds the network for runs that reuse its deep features (Ma et al. 2023, arXiv 2312.00858): a
   * whole one that also gives them, and what lies above them. As in the authors' program, that is
   * the first convolution and the last layer, about a twelfth of the work for Stable Diffusion 1.
   *
   * @throws ModelFormatException as {@link #build}
   */
  public static Reusing buildReusing(NetworkConfig config, Weights weights) {
    UNetConfig shape = UNetConfig.from(config);
    PromptInputs inputs = new PromptInputs();
    NetworkGraph whole =
        Network.build("unet", weights, net -> new UNetGraph(shape, net, inputs).runGivingDeep());
    NetworkGraph shallow =
        Network.build(
            "shallow", weights, net -> new UNetGraph(shape, net, inputs.again()).runShallow());
    return new Reusing(whole, shallow);
  }

  /**
   * The network in two graphs that share their inputs of the prompt with {@link Split}.
   *
   * @param whole as {@link Split#steps}, with a further output {@code deep_features [n, c, h, w]}
   * @param shallow the same output {@code out_sample} from {@code deep_features} of another step
   */
  public record Reusing(NetworkGraph whole, NetworkGraph shallow) {}

  /**
   * Returns the names and shapes of the weights that such a network has.
   *
   * @throws ModelFormatException if the config asks for something unknown
   */
  public static Map<String, Shape> weightShapes(NetworkConfig config) {
    return Network.weightShapes(net -> run(UNetConfig.from(config), net));
  }

  private static void run(UNetConfig config, Layers net) {
    new UNetGraph(config, net, Prompt.of(states(config, net))).run();
  }

  private void run() {
    finish(last(deep()));
  }

  private void runGivingDeep() {
    Feature deep = deep();
    net.graph().output(DEEP, deep.value(), "batch", deep.channels(), "height", "width");
    finish(last(deep));
  }

  private void runShallow() {
    skips.push(first());
    int channels = config.levels().get(0).channels();
    Value deep = net.graph().input(DEEP, ElementType.FLOAT, "batch", channels, "height", "width");
    finish(last(new Feature(deep, channels)));
  }

  private Feature first() {
    Value sample =
        net.graph()
            .input("sample", ElementType.FLOAT, "batch", config.inChannels(), "height", "width");
    Feature x = new Feature(sample, config.inChannels());
    return net.conv("conv_in", x, config.levels().get(0).channels(), Kernel.THREE);
  }

  /** All but the last layer, whose skip is left. */
  private Feature deep() {
    return up(middle(down(first())));
  }

  /** The last layer, which joins the first skip. */
  private Feature last(Feature x) {
    Level outer = config.levels().get(0);
    int index = outer.up().size() - 1;
    Layers at = net.in("up_blocks." + (config.levels().size() - 1));
    return layer(at, index, joined(x, skips.pop()), outer, outer.up().get(index));
  }

  private void finish(Feature x) {
    Feature y = residual.activated(net, "conv_norm_out", x);
    y = net.conv("conv_out", y, config.outChannels(), Kernel.THREE);
    net.graph().output("out_sample", y.value(), "batch", config.outChannels(), "height", "width");
  }

  private Feature down(Feature x) {
    skips.push(x);
    for (int i = 0; i < config.levels().size(); i++) {
      Level level = config.levels().get(i);
      Layers at = net.in("down_blocks." + i);
      for (int j = 0; j < level.down().size(); j++) {
        x = layer(at, j, x, level, level.down().get(j));
        skips.push(x);
      }
      if (level != config.innermost()) {
        x = at.conv("downsamplers.0.conv", x, level.channels(), Kernel.HALVING);
        skips.push(x);
      }
    }
    return x;
  }

  private Feature middle(Feature x) {
    Layers at = net.in("mid_block");
    if (config.middle().isEmpty()) {
      return x;
    }
    x = residual.apply(at.in("resnets.0"), x, x.channels());
    if (config.middle().get() == 0) {
      return x;
    }
    int heads = config.innermost().heads();
    x = transformer.apply(at.in("attentions.0"), x, heads, config.middle().get());
    return residual.apply(at.in("resnets.1"), x, x.channels());
  }

  private Feature up(Feature x) {
    int count = config.levels().size();
    for (int i = 0; i < count; i++) {
      Level level = config.levels().get(count - 1 - i);
      Layers at = net.in("up_blocks." + i);
      for (int j = 0; j < level.up().size() && skips.size() > 1; j++) {
        x = layer(at, j, joined(x, skips.pop()), level, level.up().get(j));
      }
      if (i < count - 1) {
        x = x.with(at.enlargedLike(x.value(), skips.peek().value()));
        x = at.conv("upsamplers.0.conv", x, level.channels(), Kernel.THREE);
      }
    }
    return x;
  }

  private Feature layer(Layers at, int index, Feature x, Level level, int depth) {
    Feature h = residual.apply(at.in("resnets." + index), x, level.channels());
    return depth > 0 ? transformer.apply(at.in("attentions." + index), h, level.heads(), depth) : h;
  }

  private Feature joined(Feature x, Feature skip) {
    Value both = net.concat(1, List.of(x.value(), skip.value()));
    return new Feature(both, x.channels() + skip.channels());
  }

  private static Tokens states(UNetConfig config, Layers net) {
    int width = config.contextWidth();
    Value states =
        net.graph().input("encoder_hidden_states", ElementType.FLOAT, "batch", "sequence", width);
    return new Tokens(net.reshape(states, -1, width), net.sizes(states, 0, 1), width);
  }

  /** The embedding of the timestep, and of what else a family conditions on, activated. */
  private Tokens time() {
    int waves = config.levels().get(0).channels();
    Value timestep = net.reshape(net.graph().input("timestep", ElementType.FLOAT), 1, 1);
    Tokens x = Tokens.single(config.sinusoids().write(net, timestep, waves), waves);
    if (config.guidanceWidth().isPresent()) {
      x = net.add(guidance(config.guidanceWidth().get(), waves), x);
    }
    Tokens embedding = perceptron(net.in("time_embedding"), x);
    if (config.addition().isPresent()) {
      embedding = net.add(addition(config.addition().get()), embedding);
    }
    return embedding.with(net.silu(embedding.rows()));
  }

  private Tokens guidance(int width, int waves) {
    Value scale = net.graph().input("timestep_cond", ElementType.FLOAT, "batch", width);
    return net.linearWithoutBias("time_embedding.cond_proj", Tokens.single(scale, width), waves);
  }

  private Tokens addition(UNetConfig.Addition addition) {
    int pooled = addition.pooledWidth();
    int ids = UNetConfig.Addition.TIME_IDS;
    Value text = net.graph().input("text_embeds", ElementType.FLOAT, "batch", pooled);
    Value timeIds = net.graph().input("time_ids", ElementType.FLOAT, "batch", ids);
    Value each = net.reshape(timeIds, -1, 1);
    Value waves = config.sinusoids().write(net, each, addition.timeWidth());
    Value times = net.reshape(waves, -1, (long) ids * addition.timeWidth());
    Value both = net.concat(1, List.of(text, times));
    return perceptron(net.in("add_embedding"), Tokens.single(both, addition.width()));
  }

  private Tokens perceptron(Layers at, Tokens x) {
    Tokens h = at.linear("linear_1", x, config.timeWidth());
    return at.linear("linear_2", h.with(at.silu(h.rows())), config.timeWidth());
  }
}
