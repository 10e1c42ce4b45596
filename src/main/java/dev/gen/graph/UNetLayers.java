package dev.gen.graph;

import dev.gen.graph.UNetConfig.Level;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Kernel;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.Prompt;
import dev.gen.graph.layers.ResidualBlock;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The layers of a UNet in the order in which they run, so that it can be cut between any two.
 *
 * <p>What comes before a layer, and what the way down left for the way up, are then outputs of one
 * graph and inputs of the next. For one graph and one thread.
 */
final class UNetLayers {

  /** The input or output with what the network knows before its last layer. */
  private static final String DEEP = "deep_features";

  private final UNetConfig config;
  private final Layers net;
  private final Skips skips;
  private final ResidualBlock residual;
  private final SpatialTransformer transformer;
  private final List<UnaryOperator<Feature>> layers = new ArrayList<>();
  private final int deep;

  /**
   * Lists the layers.
   *
   * @param prompt what the attentions look at
   * @param inherited the channels of what the graphs before left for the way up
   */
  UNetLayers(UNetConfig config, Layers net, Prompt prompt, List<Integer> inherited) {
    this.config = config;
    this.net = net;
    this.skips = new Skips(net, inherited);
    this.residual =
        new ResidualBlock(config.norm(), Optional.of(new UNetTime(config, net).embedding()));
    this.transformer = new SpatialTransformer(config.norm().groups(), prompt);
    down();
    middle();
    up();
    Level outer = config.levels().get(0);
    this.deep = layers.size() - (outer.up().get(outer.up().size() - 1) > 0 ? 2 : 1);
  }

  /**
   * What goes from one graph to the next if the network is cut.
   *
   * @param before the number of layers before the cut
   * @param channels of the features that the next layer takes
   * @param skips the channels of what is left for the way up
   * @param isEnd whether all layers are before it
   */
  record Place(int before, int channels, List<Integer> skips, boolean isEnd) {

    /** Before everything. */
    static final Place START = new Place(0, 0, List.of(), false);
  }

  /** Adds the layers from a place to before layer {@code end}, and returns where that is. */
  Place run(Place from, int end, UNetCut.Reuse reused) {
    int to = Math.min(end, layers.size());
    Feature x = from.before() == 0 ? first() : input("features." + from.before(), from.channels());
    for (int i = from.before(); i < to; i++) {
      if (i == deep && reused == UNetCut.Reuse.SOMETIMES) {
        output(DEEP, x);
      }
      x = layers.get(i).apply(x);
    }
    boolean isEnd = to == layers.size();
    if (isEnd) {
      finish(x);
    } else {
      output("features." + to, x);
      skips.give();
    }
    return new Place(to, x.channels(), skips.channels(), isEnd);
  }

  /** Adds the first convolution and the last layer alone, which takes the deep features. */
  void runShallow() {
    first();
    Feature x = input(DEEP, config.levels().get(0).channels());
    for (UnaryOperator<Feature> layer : layers.subList(deep, layers.size())) {
      x = layer.apply(x);
    }
    finish(x);
  }

  private Feature input(String name, int channels) {
    Value value =
        net.graph().input(name, ElementType.FLOAT, "batch", channels, name + ".h", name + ".w");
    return new Feature(value, channels);
  }

  private void output(String name, Feature x) {
    net.graph().output(name, x.value(), "batch", x.channels(), name + ".h", name + ".w");
  }

  private Feature first() {
    Value sample =
        net.graph()
            .input("sample", ElementType.FLOAT, "batch", config.inChannels(), "height", "width");
    Feature x = new Feature(sample, config.inChannels());
    return pushed(net.conv("conv_in", x, config.levels().get(0).channels(), Kernel.THREE));
  }

  private void finish(Feature x) {
    Feature y = residual.activated(net, "conv_norm_out", x);
    y = net.conv("conv_out", y, config.outChannels(), Kernel.THREE);
    net.graph().output("out_sample", y.value(), "batch", config.outChannels(), "height", "width");
  }

  private void down() {
    for (int i = 0; i < config.levels().size(); i++) {
      Level level = config.levels().get(i);
      Layers at = net.in("down_blocks." + i);
      for (int j = 0; j < level.down().size(); j++) {
        layer(at, j, level, level.down().get(j), UnaryOperator.identity());
        UnaryOperator<Feature> last = layers.remove(layers.size() - 1);
        layers.add(x -> pushed(last.apply(x)));
      }
      if (level != config.innermost()) {
        layers.add(
            x -> pushed(at.conv("downsamplers.0.conv", x, level.channels(), Kernel.HALVING)));
      }
    }
  }

  private void middle() {
    Layers at = net.in("mid_block");
    if (config.middle().isEmpty()) {
      return;
    }
    layers.add(x -> residual.apply(at.in("resnets.0"), x, x.channels()));
    int depth = config.middle().get();
    if (depth > 0) {
      int heads = config.innermost().heads();
      layers.add(x -> transformer.apply(at.in("attentions.0"), x, heads, depth));
      layers.add(x -> residual.apply(at.in("resnets.1"), x, x.channels()));
    }
  }

  private void up() {
    int count = config.levels().size();
    for (int i = 0; i < count; i++) {
      Level level = config.levels().get(count - 1 - i);
      Layers at = net.in("up_blocks." + i);
      for (int j = 0; j < level.up().size(); j++) {
        layer(at, j, level, level.up().get(j), x -> joined(x, skips.pop()));
      }
      if (i < count - 1) {
        layers.add(x -> enlarged(at, x, level));
      }
    }
  }

  private void layer(Layers at, int index, Level level, int depth, UnaryOperator<Feature> before) {
    layers.add(x -> residual.apply(at.in("resnets." + index), before.apply(x), level.channels()));
    if (depth > 0) {
      layers.add(x -> transformer.apply(at.in("attentions." + index), x, level.heads(), depth));
    }
  }

  private Feature pushed(Feature x) {
    skips.push(x);
    return x;
  }

  private Feature joined(Feature x, Feature skip) {
    Value both = net.concat(1, List.of(x.value(), skip.value()));
    return new Feature(both, x.channels() + skip.channels());
  }

  /** Makes it as large as the next skip. */
  private Feature enlarged(Layers at, Feature x, Level level) {
    Feature larger = x.with(at.enlargedLike(x.value(), skips.peek().value()));
    return at.conv("upsamplers.0.conv", larger, level.channels(), Kernel.THREE);
  }
}
