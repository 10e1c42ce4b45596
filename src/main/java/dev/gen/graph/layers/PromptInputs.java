package dev.gen.graph.layers;

import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of the prompt as inputs of a UNet: {@code prompt_keys.0}, {@code prompt_values.0}
 * and so on, in the order in which the network meets them.
 *
 * <p>They are the same in every step, so that another graph can compute them once. For one thread.
 */
public final class PromptInputs implements Prompt {

  private final List<Place> places = new ArrayList<>();

  /**
   * An attention to the prompt.
   *
   * @param path where its weights lie
   * @param width of its keys and values
   */
  public record Place(String path, int width) {}

  @Override
  public KeysAndValues at(Layers attention, int width) {
    places.add(new Place(attention.path(), width));
    return inputs(attention, places.size() - 1, width);
  }

  private static KeysAndValues inputs(Layers at, int index, int width) {
    return new KeysAndValues(
        input(at, "prompt_keys." + index, width), input(at, "prompt_values." + index, width));
  }

  /** Returns the same inputs for another graph, which meets some of the attentions. */
  public Prompt again() {
    return (attention, width) ->
        inputs(attention, places.indexOf(new Place(attention.path(), width)), width);
  }

  /** Adds the outputs that feed these inputs to the graph of the prompt. */
  public void computeAll(Layers net, Tokens states) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      KeysAndValues both = Attention.keysAndValues(net.at(place.path()), states, place.width());
      output(net, "prompt_keys." + i, both.keys(), place.width());
      output(net, "prompt_values." + i, both.values(), place.width());
    }
  }

  private static Value input(Layers at, String name, int width) {
    return at.graph().input(name, ElementType.FLOAT, "batch", "sequence", width);
  }

  private static void output(Layers net, String name, Value value, int width) {
    net.graph().output(name, value, "batch", "sequence", width);
  }
}
