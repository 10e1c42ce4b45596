package dev.gen.model.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import org.junit.jupiter.api.Test;

class SafetyRuleTest {

  /** Two concepts along the axes, with the thresholds 0.6 and 0.9; special care from 0.8 on. */
  private static final SafetyRule RULE =
      new SafetyRule(
          FloatTensor.of(new Shape(2, 2), 2, 0, 0, 3),
          FloatTensor.of(new Shape(2), 0.6f, 0.9f),
          FloatTensor.of(new Shape(1, 2), 0, 1),
          FloatTensor.of(new Shape(1), 0.8f));

  /** Judges a vector of any length with these cosines to the axes. */
  private static boolean isUnsafe(double toFirst) {
    double toSecond = Math.sqrt(1 - toFirst * toFirst);
    return RULE.isUnsafe(
        FloatTensor.of(new Shape(1, 2), (float) (5 * toFirst), (float) (5 * toSecond)));
  }

  @Test
  void isUnsafeFromAThousandthAboveTheThresholdOn() {
    assertThat(isUnsafe(0.602)).isTrue();
    assertThat(isUnsafe(0.6007)).isTrue();
  }

  @Test
  void specialCareLowersTheThresholdsByAHundredth() {
    // The cosine to the special concept is 0.8 and a little more below 0.6, and less above.
    assertThat(isUnsafe(0.592)).isTrue();
    assertThat(isUnsafe(0.588)).isFalse();
    assertThat(RULE.isUnsafe(FloatTensor.of(new Shape(1, 2), 0.592f, -0.806f))).isFalse();
  }

  @Test
  void anyConceptIsEnough() {
    assertThat(isUnsafe(0.1)).isTrue();
    assertThat(RULE.isUnsafe(FloatTensor.of(new Shape(1, 2), -1, 0))).isFalse();
  }
}
