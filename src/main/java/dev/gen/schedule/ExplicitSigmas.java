package dev.gen.schedule;

import dev.gen.error.InvalidRequestException;
import java.util.List;

/**
 * Noise levels that the user wrote down.
 *
 * @param values descending and above zero; a zero at the end is the clean end and may be left out
 */
public record ExplicitSigmas(List<Double> values) implements SigmaSchedule {

  /** Copies the list, drops a final zero and checks the order. */
  public ExplicitSigmas {
    int size = values.size();
    boolean endsAtZero = size > 0 && values.get(size - 1) == 0;
    values = List.copyOf(values.subList(0, endsAtZero ? size - 1 : size));
    if (values.isEmpty()) {
      throw new InvalidRequestException("The list of sigmas is empty; give at least one above 0.");
    }
    for (int i = 0; i < values.size(); i++) {
      double before = i == 0 ? Double.POSITIVE_INFINITY : values.get(i - 1);
      if (!(values.get(i) > 0 && values.get(i) < before)) {
        throw new InvalidRequestException(
            "Sigmas must fall and stay above 0, but number " + (i + 1) + " is " + values.get(i));
      }
    }
  }

  @Override
  public double[] sigmas(SigmaRange range, int steps) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public double[] beforeShift(double[] even) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public double[] afterShift(SigmaRange range, double[] shifted) {
    return shifted;
  }
}
