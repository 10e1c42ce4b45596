package dev.gen.model;

import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.TensorSpec;
import dev.gen.tensor.FloatTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The denoising network before it is opened: one graph, or two where what depends on the prompt
 * alone is computed once a run and not once a step.
 *
 * @param prompt from some of the network's inputs to inputs of {@code steps}; empty where that
 *     takes all inputs itself
 * @param steps run in every step, one after the other: each takes what those before it gave. One of
 *     them gives {@link #DEEP} if {@code shallow} is there
 * @param shallow runs in steps that take {@link #DEEP} from a step before
 */
public record DenoiserModel(
    Optional<OnnxModel> prompt, List<OnnxModel> steps, Optional<OnnxModel> shallow) {

  /** The features that are reused, {@code [n, c, h, w]}. */
  static final String DEEP = "deep_features";

  /** Returns a network of one graph. */
  static DenoiserModel whole(OnnxModel network) {
    return new DenoiserModel(Optional.empty(), List.of(network), Optional.empty());
  }

  /** Returns what a run gives the network, by name: the same for one graph and for two. */
  public Map<String, TensorSpec> inputs() {
    Map<String, TensorSpec> inputs = new LinkedHashMap<>();
    steps.forEach(graph -> inputs.putAll(graph.inputs()));
    steps.forEach(graph -> inputs.keySet().removeAll(graph.outputs().keySet()));
    prompt.ifPresent(
        graph -> {
          inputs.keySet().removeAll(graph.outputs().keySet());
          inputs.putAll(graph.inputs());
        });
    return inputs;
  }

  /**
   * Computes what every step is told. A graph of the prompt is on loan only while this runs.
   *
   * @param told inputs of the network that stay the same at every step
   * @return those of {@code steps}
   */
  Map<String, FloatTensor> prepared(Map<String, FloatTensor> told, SessionPool networks) {
    return prompt.map(graph -> computed(graph, told, networks)).orElse(told);
  }

  private static Map<String, FloatTensor> computed(
      OnnxModel graph, Map<String, FloatTensor> told, SessionPool networks) {
    Map<String, FloatTensor> inputs = new HashMap<>(told);
    inputs.keySet().retainAll(graph.inputs().keySet());
    Map<String, FloatTensor> prepared = new HashMap<>(told);
    prepared.keySet().removeAll(inputs.keySet());
    try (SessionPool.Loan loan = networks.lend(graph)) {
      prepared.putAll(loan.session().run(inputs, graph.outputs().keySet()));
    }
    return prepared;
  }

  /** Returns how messages call the network. */
  @Override
  public String toString() {
    return steps.get(0).toString();
  }
}
