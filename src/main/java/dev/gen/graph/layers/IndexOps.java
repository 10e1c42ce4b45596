package dev.gen.graph.layers;

import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import java.util.List;

/** Operations on sizes and on the places of pixels, which are known only when a graph runs. */
abstract class IndexOps extends Ops {

  IndexOps(OnnxGraph graph) {
    super(graph);
  }

  /** Returns {@code i * a + j * b} for all i below rows and j below columns, as one list. */
  final Value grid(Value rows, Value a, Value columns, Value b) {
    Value down = multiply(reshape(upTo(rows), -1, 1), a);
    return reshape(add(down, multiply(upTo(columns), b)), -1);
  }

  /** Returns 0, 1, 2, ... below a number given as a list of one. */
  final Value upTo(Value count) {
    Value scalar = reshape(count, graph().longs());
    return graph().node("Range", List.of(scalar(0), scalar, scalar(1)));
  }

  final Value scalar(long number) {
    return reshape(longs(number), graph().longs());
  }

  final Value rows(Value x, int count) {
    return rows(x, longs(count));
  }

  final Value rows(Value x, Value count) {
    return reshape(x, list(count, longs(-1)));
  }

  final Value total(Value sizes) {
    return graph().node("ReduceProd", List.of(sizes));
  }

  final Value list(Value... parts) {
    return concat(0, List.of(parts));
  }

  final Value longs(long... numbers) {
    return graph().longs(numbers);
  }
}
