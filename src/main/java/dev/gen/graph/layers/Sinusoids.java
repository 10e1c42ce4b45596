package dev.gen.graph.layers;

import dev.gen.graph.nodes.Value;
import java.util.List;

/**
 * How a number such as the timestep is written as waves (Vaswani et al. 2017, arXiv 1706.03762,
 * section 3.5, with the halves side by side).
 *
 * @param flipped whether the cosines come first
 * @param frequencyShift subtracted from the number of frequencies before they are spread
 */
public record Sinusoids(boolean flipped, double frequencyShift) {

  private static final double LONGEST_PERIOD = 10_000;

  /** Cosines first, no shift: what all published models use. */
  public static final Sinusoids USUAL = new Sinusoids(true, 0);

  /** Writes the numbers {@code [n, 1]} as {@code [n, width]}. */
  public Value write(Ops ops, Value numbers, int width) {
    int half = width / 2;
    float[] frequencies = new float[half];
    for (int i = 0; i < half; i++) {
      frequencies[i] = (float) Math.pow(LONGEST_PERIOD, -i / (half - frequencyShift));
    }
    Value angles = ops.multiply(numbers, ops.graph().floats(frequencies));
    Value sines = ops.graph().node("Sin", List.of(angles));
    Value cosines = ops.graph().node("Cos", List.of(angles));
    return ops.concat(1, flipped ? List.of(cosines, sines) : List.of(sines, cosines));
  }
}
