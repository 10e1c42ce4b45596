package dev.gen.graph.nodes;

import dev.gen.checkpoint.adapter.Arithmetic;
import dev.gen.checkpoint.safetensors.StoredTensor;
import dev.gen.tensor.FloatTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Writes the formulas of adapters as nodes of a graph. */
final class FormulaNodes implements Arithmetic<Value> {

  private final OnnxGraph graph;

  FormulaNodes(OnnxGraph graph) {
    this.graph = graph;
  }

  @Override
  public Value stored(StoredTensor tensor, int... sizes) {
    return reshaped(WeightNodes.floats(graph, tensor), sizes);
  }

  @Override
  public Value numbers(FloatTensor tensor) {
    return graph.embedded(tensor);
  }

  @Override
  public Value reshaped(Value tensor, int... sizes) {
    long[] longs = Arrays.stream(sizes).asLongStream().toArray();
    return graph.node("Reshape", List.of(tensor, graph.longs(longs)));
  }

  @Override
  public Value product(Value first, Value second) {
    return graph.node("MatMul", List.of(first, second));
  }

  @Override
  public Value einsum(String equation, Value tensor) {
    return einsum(equation, List.of(tensor));
  }

  @Override
  public Value einsum(String equation, Value first, Value second) {
    return einsum(equation, List.of(first, second));
  }

  @Override
  public Value einsum(String equation, Value first, Value second, Value third) {
    return einsum(equation, List.of(first, second, third));
  }

  private Value einsum(String equation, List<Value> tensors) {
    return graph.node("Einsum", tensors, Attribute.of("equation", equation));
  }

  @Override
  public Value add(Value a, Value b) {
    return graph.node("Add", List.of(a, b));
  }

  @Override
  public Value multiply(Value a, Value b) {
    return graph.node("Mul", List.of(a, b));
  }

  @Override
  public Value divide(Value a, Value b) {
    return graph.node("Div", List.of(a, b));
  }

  @Override
  public Value lengths(Value tensor, int axis) {
    long[] others = LongStream.range(0, 3).filter(other -> other != axis).toArray();
    return graph.node(
        "ReduceL2", List.of(tensor, graph.longs(others)), Attribute.of("keepdims", 0L));
  }

  @Override
  public Value scaled(Value tensor, double factor) {
    return factor == 1 ? tensor : multiply(tensor, graph.floats((float) factor));
  }

  @Override
  public Value plus(Value tensor, double number) {
    return add(tensor, graph.floats((float) number));
  }
}
