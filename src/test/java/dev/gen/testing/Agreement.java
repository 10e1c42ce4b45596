package dev.gen.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.tensor.FloatTensor;
import java.util.List;

/**
 * How nearly numbers have to be those of another computation, relative to the size of the numbers.
 *
 * <p>The root mean square of all differences is what tells a fault from rounding: a largest
 * difference is an extreme value, which grows with the number of values and with the kernels that a
 * processor picks. It is looked at all the same, ten times as wide, for a single wrong value.
 *
 * @param share of the expected values' root mean square that the differences' may have
 * @param single share of it by which one value may differ
 * @param because how far apart two right computations were, and the smallest fault that was tried
 */
public record Agreement(double share, double single, String because) {

  /** Two graphs of one network, or one graph on two processors. */
  public static final Agreement OF_NETWORKS =
      new Agreement(
          2e-4,
          "float sums in another order: an export on ONNX Runtime against itself at another level of"
              + " optimisation differs by up to 2.8e-5; norm_eps of 1e-6 for 1e-5 by 1.6e-3");

  /** Repetitions of a whole recorded run. */
  public static final Agreement OF_RUNS =
      new Agreement(
          1e-4,
          5e-4,
          "the reference's own repetition through ONNX Runtime differs by 4e-6 in the norm and 5e-5"
              + " in single values; another scheduler or no guidance by more than 1e-1");

  /** Pictures of 8 bits a channel, as tensors from -1 to 1. */
  public static final Agreement OF_PICTURES =
      new Agreement(
          2e-2,
          4e-2,
          "values beside a half round either way, twice where there are two passes: 2 levels of"
              + " 255; a wrong scheduler or prompt changes a picture by 19 to 44 levels on average");

  /** An agreement for which a single value may be off by ten times as much as all together. */
  public Agreement(double share, String because) {
    this(share, 10 * share, because);
  }

  /** Asserts that a tensor has the shape and the values of another. */
  public void check(String what, FloatTensor actual, FloatTensor expected) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    double[] values = new double[expected.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = expected.get(i);
    }
    check(what, actual.values(), values);
  }

  /** Asserts that an array has the values of another of the same length. */
  public void check(String what, float[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double squares = 0;
    double off = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += expected[i] * expected[i];
      off += Math.pow(actual[i] - expected[i], 2);
    }
    singles(what, actual, 0, expected, Math.sqrt(squares / expected.length));
    atMost(what + ", all values", Math.sqrt(off), share * Math.sqrt(squares));
  }

  /** Asserts that tensors, taken as one, have what is recorded of them. */
  public void check(String what, List<FloatTensor> actual, Recorded expected) {
    double sum = 0;
    double squares = 0;
    int size = 0;
    for (FloatTensor tensor : actual) {
      size += tensor.size();
      for (float value : tensor.values()) {
        sum += value;
        squares += (double) value * value;
      }
    }
    double rms = expected.norm() / Math.sqrt(size);
    FloatTensor last = actual.get(actual.size() - 1);
    singles(what, actual.get(0).values(), 0, expected.first(), rms);
    singles(what, last.values(), last.size() - expected.last().length, expected.last(), rms);
    atMost(
        what + ", norm", Math.abs(Math.sqrt(squares) - expected.norm()), share * expected.norm());
    // By Cauchy and Schwarz differences of that norm change the sum by no more.
    atMost(
        what + ", sum", Math.abs(sum - expected.sum()), share * expected.norm() * Math.sqrt(size));
  }

  private void singles(String what, float[] actual, int from, double[] expected, double rms) {
    for (int i = 0; i < expected.length; i++) {
      String value = "%s, value %d: %s for %s".formatted(what, i, actual[from + i], expected[i]);
      atMost(value, Math.abs(actual[from + i] - expected[i]), single * rms);
    }
  }

  private void atMost(String what, double difference, double allowed) {
    assertThat(difference).as("%s (%s)", what, because).isLessThanOrEqualTo(allowed);
  }
}
