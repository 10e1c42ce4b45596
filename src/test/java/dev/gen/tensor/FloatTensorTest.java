package dev.gen.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloatTensorTest {

  private static final FloatTensor X = FloatTensor.of(new Shape(2, 1, 2), 1, 2, 3, 4);
  private static final FloatTensor Y = FloatTensor.of(new Shape(2, 1, 2), 10, 20, 30, 40);

  @Test
  void combinesLinearly() {
    assertThat(FloatTensor.linear(2, X, -0.5, Y).values()).containsExactly(-3, -6, -9, -12);
    assertThat(X.plus(Y).minus(X).times(0.1).values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void joinsAlongAnyAxis() {
    assertThat(FloatTensor.concat(0, List.of(X, Y)).values())
        .containsExactly(1, 2, 3, 4, 10, 20, 30, 40);
    assertThat(FloatTensor.concat(1, List.of(X, Y)).values())
        .containsExactly(1, 2, 10, 20, 3, 4, 30, 40);
    assertThat(FloatTensor.concat(2, List.of(X, Y)).shape()).isEqualTo(new Shape(2, 1, 4));
  }

  @Test
  void takesAndRepeatsRows() {
    assertThat(X.rows(1, 2).values()).containsExactly(3, 4);
    assertThat(X.rows(0, 1).repeated(2).values()).containsExactly(1, 2, 1, 2);
  }

  @Test
  void findsTheFirstNumberThatIsNotFinite() {
    assertThat(X.firstNonFinite()).isEmpty();
    assertThat(X.map(v -> v == 3 ? Double.NaN : v).firstNonFinite()).hasValue(2);
    assertThat(X.times(1e39).firstNonFinite()).hasValue(0);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    FloatTensor flat = X.reshaped(new Shape(4));

    assertThatThrownBy(() -> X.plus(flat)).hasMessageContainingAll("[4]", "[2, 1, 2]");
    assertThatThrownBy(() -> FloatTensor.of(new Shape(3), 1, 2)).hasMessageContaining("[3]");
    assertThatThrownBy(() -> FloatTensor.concat(0, List.of(X, flat)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsAScalarAsOneElement() {
    assertThat(new Shape().elements()).isEqualTo(1);
    assertThat(new Shape(2, 0).elements()).isZero();
  }
}
