package dev.gen.denoise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GuidanceTest {

  private static final FloatTensor UNCONDITIONAL = FloatTensor.of(new Shape(4), 0, 1, 0, -1);
  private static final FloatTensor CONDITIONAL = FloatTensor.of(new Shape(4), 1, 1, -1, -1);

  @Test
  void goesFromTheUnconditionalThroughTheConditional() {
    assertThat(new Guidance(3, 0).combine(UNCONDITIONAL, CONDITIONAL).values())
        .containsExactly(3, 1, -3, -1);
  }

  @Test
  void givesTheSpreadOfTheConditionalWhenWhollyRescaled() {
    FloatTensor guided = new Guidance(3, 1).combine(UNCONDITIONAL, CONDITIONAL);

    assertThat(squares(guided)).isCloseTo(squares(CONDITIONAL), Offset.offset(1e-5));
  }

  private static double squares(FloatTensor tensor) {
    double sum = 0;
    for (float value : tensor.values()) {
      sum += value * value;
    }
    return sum;
  }

  @Test
  void needsNoUnconditionalUpToOne() {
    assertThat(new Guidance(1, 0).needsUnconditional()).isFalse();
    assertThat(new Guidance(0, 0).needsUnconditional()).isFalse();
    assertThat(new Guidance(1.01, 0).needsUnconditional()).isTrue();
  }
}
