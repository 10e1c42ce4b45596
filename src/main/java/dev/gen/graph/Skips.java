package dev.gen.graph;

import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a UNet's way down leaves for its way up: a stack. Where the network is cut, those of the
 * graphs before are inputs {@code skip.0}, {@code skip.1} and so on from the bottom, each declared
 * when it is met. For one thread.
 */
final class Skips {

  private final Layers net;
  private final int inherited;
  private final List<Integer> channels;
  private final Map<Integer, Feature> met = new HashMap<>();

  /**
   * Begins with what the graphs before left.
   *
   * @param inherited their channels, from the bottom
   */
  Skips(Layers net, List<Integer> inherited) {
    this.net = net;
    this.inherited = inherited.size();
    this.channels = new ArrayList<>(inherited);
  }

  List<Integer> channels() {
    return List.copyOf(channels);
  }

  void push(Feature x) {
    met.put(channels.size(), x);
    channels.add(x.channels());
  }

  Feature peek() {
    return met.computeIfAbsent(channels.size() - 1, this::input);
  }

  Feature pop() {
    Feature top = peek();
    met.remove(channels.size() - 1);
    channels.remove(channels.size() - 1);
    return top;
  }

  private Feature input(int index) {
    int width = channels.get(index);
    Value value = net.graph().input(name(index), ElementType.FLOAT, axes(index));
    return new Feature(value, width);
  }

  /** Leaves those of this graph to the graphs after it, as outputs. */
  void give() {
    for (int i = inherited; i < channels.size(); i++) {
      net.graph().output(name(i), met.get(i).value(), axes(i));
    }
  }

  /** Each has a size of its own. */
  private Object[] axes(int index) {
    return new Object[] {"batch", channels.get(index), name(index) + ".h", name(index) + ".w"};
  }

  private static String name(int index) {
    return "skip." + index;
  }
}
