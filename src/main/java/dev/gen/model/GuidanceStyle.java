package dev.gen.model;

import dev.gen.onnx.TensorSpec;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.Map;

/** How a guidance scale reaches the network. */
public enum GuidanceStyle {
  /** Not at all: two runs, with and without the prompt, are combined. */
  BY_TWO_RUNS {
    @Override
    Map<String, FloatTensor> told(double scale, Map<String, TensorSpec> inputs) {
      return Map.of();
    }
  },
  /** Written in sinusoids {@code [1, dim]} (Luo et al. 2023, arXiv:2310.04378). */
  AS_EMBEDDING {
    @Override
    Map<String, FloatTensor> told(double scale, Map<String, TensorSpec> inputs) {
      int dim = inputs.get(EMBEDDING_INPUT).size(1).orElse(256);
      return Map.of(EMBEDDING_INPUT, GuidanceEmbedding.of(scale, dim));
    }
  },
  /** As the number that it is, {@code [1]}. */
  AS_SCALAR {
    @Override
    Map<String, FloatTensor> told(double scale, Map<String, TensorSpec> inputs) {
      return Map.of(SCALAR_INPUT, FloatTensor.of(new Shape(1), (float) scale));
    }
  };

  /** An input of consistency-distilled networks, possible in every family. */
  public static final String EMBEDDING_INPUT = "timestep_cond";

  /** An input of guidance-distilled networks. */
  public static final String SCALAR_INPUT = "guidance";

  /** Tells the style by a network's inputs. */
  static GuidanceStyle of(Map<String, TensorSpec> inputs) {
    if (inputs.containsKey(EMBEDDING_INPUT)) {
      return AS_EMBEDDING;
    }
    return inputs.containsKey(SCALAR_INPUT) ? AS_SCALAR : BY_TWO_RUNS;
  }

  /** Returns whether the network is told the scale, which then does without two runs. */
  public boolean isInput() {
    return this != BY_TWO_RUNS;
  }

  /** Returns what a network with these inputs is told of a scale, by the names of the inputs. */
  abstract Map<String, FloatTensor> told(double scale, Map<String, TensorSpec> inputs);
}
