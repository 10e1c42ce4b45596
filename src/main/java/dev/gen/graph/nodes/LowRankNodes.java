package dev.gen.graph.nodes;

import dev.gen.checkpoint.LowRankUpdate;
import dev.gen.checkpoint.Weight;
import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.Shape;
import java.util.List;

/**
 * Adds LoRA updates to weights, as nodes: W + scale * up * down.
 *
 * <p>Convolutions are seen as matrices {@code [out, in * kernel]}. The factors are small and lie in
 * another file than the weights, so they are copied into the graph.
 */
final class LowRankNodes {

  private final OnnxGraph graph;

  LowRankNodes(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Returns the value of a weight with an update added, stored in the same layout. */
  Value added(Value value, Weight weight, LowRankUpdate update) {
    Shape shape = weight.tensor().shape();
    int out = update.up().shape().size(0);
    int in = weight.tensor().shape().elements() / out;
    boolean transposed = weight.layout() == Layout.TRANSPOSED;
    Value rows = transposed ? value : reshaped(value, out, in);
    Value up = matrix(update.up(), out, update.rank());
    Value down =
        update.middle().isEmpty() ? matrix(update.down(), update.rank(), in) : core(update, in);
    Value sum =
        transposed
            ? gemm(down, up, rows, update.scale(), 1)
            : gemm(up, down, rows, update.scale(), 0);
    return graph.node("Reshape", List.of(sum, graph.longs(shape.toLongs())));
  }

  private Value gemm(Value a, Value b, Value c, float alpha, long swapped) {
    return graph.node(
        "Gemm",
        List.of(a, b, c),
        Attribute.of("alpha", (double) alpha),
        Attribute.of("transA", swapped),
        Attribute.of("transB", swapped));
  }

  /** A core and the inputs' factor as one matrix {@code [rank, in * kernel]}. */
  private Value core(LowRankUpdate update, int in) {
    StoredTensor core = update.middle().orElseThrow();
    int rank = core.shape().size(0);
    int inner = core.shape().size(1);
    int kernel = core.shape().size(2) * core.shape().size(3);
    Value rows = matrix(core, rank * inner, kernel);
    Value apart = graph.node("Reshape", List.of(rows, graph.longs(rank, inner, kernel)));
    Value kernelFirst = graph.node("Transpose", List.of(apart), Attribute.ofList("perm", 0, 2, 1));
    Value inputs = matrix(update.down(), inner, in / kernel);
    Value product = graph.node("MatMul", List.of(kernelFirst, inputs));
    Value inputsFirst =
        graph.node("Transpose", List.of(product), Attribute.ofList("perm", 0, 2, 1));
    return reshaped(inputsFirst, rank, in);
  }

  private Value matrix(StoredTensor tensor, int rows, int columns) {
    return WeightNodes.embedded(graph, tensor.reshaped(new Shape(rows, columns)));
  }

  private Value reshaped(Value value, int rows, int columns) {
    return graph.node("Reshape", List.of(value, graph.longs(rows, columns)));
  }
}
