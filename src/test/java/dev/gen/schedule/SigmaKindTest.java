package dev.gen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.InvalidRequestException;
import dev.gen.testing.TestConfigs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigmaKindTest {

  private static final SigmaRange RANGE =
      SigmaRange.of(NoiseSchedule.of(TestConfigs.STABLE_DIFFUSION));

  @ParameterizedTest
  @EnumSource(SigmaKind.class)
  void fallsWithinTheRangeOfTheModel(SigmaKind kind) {
    for (int steps : new int[] {1, 2, 5, 11, 40}) {
      double[] sigmas = kind.sigmas(RANGE, steps);

      assertThat(sigmas).hasSize(steps);
      assertThat(sigmas[0]).isCloseTo(RANGE.max(), within(1e-3));
      for (int i = 1; i < steps; i++) {
        assertThat(sigmas[i]).isLessThan(sigmas[i - 1]).isGreaterThan(0.028);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SigmaKind.class)
  void isFoundByItsName(SigmaKind kind) {
    assertThat(SigmaKind.named(kind.optionName())).contains(kind);
    assertThat(SigmaKind.named(kind.name().replace('_', '-'))).contains(kind);
  }

  @Test
  void spacesKarrasLevelsAsThePaperDoes() {
    double[] sigmas = SigmaKind.KARRAS.sigmas(new SigmaRange(RANGE.curve(), 0.002, 80), 4);

    assertThat(sigmas)
        .containsExactly(new double[] {80, 9.72320175, 0.469979048, 0.002}, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.01, 0.3, 0.5, 0.77, 0.999})
  void invertsTheBetaDistribution(double x) {
    BetaDistribution beta = new BetaDistribution(0.6, 0.6);

    assertThat(beta.quantile(beta.cumulative(x))).isCloseTo(x, within(1e-12));
    assertThat(beta.cumulative(x) + beta.cumulative(1 - x)).isCloseTo(1, within(1e-12));
    assertThat(new BetaDistribution(1, 1).cumulative(x)).isCloseTo(x, within(1e-12));
  }

  @Test
  void takesExplicitLevelsWithOrWithoutTheFinalZero() {
    assertThat(new ExplicitSigmas(List.of(3.0, 1.0, 0.0)))
        .isEqualTo(new ExplicitSigmas(List.of(3.0, 1.0)));
  }

  @Test
  void refusesExplicitLevelsThatDoNotFall() {
    assertThatThrownBy(() -> new ExplicitSigmas(List.of(3.0, 3.0)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("number 2 is 3.0");
    assertThatThrownBy(() -> new ExplicitSigmas(List.of(0.0)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("empty");
  }
}
