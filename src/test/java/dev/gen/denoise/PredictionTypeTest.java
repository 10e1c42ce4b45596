package dev.gen.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.ModelFormatException;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionTypeTest {

  private static final FloatTensor LATENT = FloatTensor.of(new Shape(1, 1, 1, 3), 0.3f, -2, 5);
  private static final FloatTensor OUTPUT = FloatTensor.of(new Shape(1, 1, 1, 3), 1, -0.5f, 0.2f);

  @ParameterizedTest
  @EnumSource(PredictionType.class)
  void splitsTheLatentIntoPictureAndNoise(PredictionType type) {
    List<NoiseLevel> levels =
        type == PredictionType.FLOW
            ? List.of(NoiseLevel.flow(500, 0.4))
            : List.of(NoiseLevel.exploding(500, 3), NoiseLevel.preserving(500, 3));
    for (NoiseLevel level : levels) {
      Estimate estimate = type.estimate(LATENT, OUTPUT, level);

      for (int i = 0; i < LATENT.size(); i++) {
        assertThat(estimate.at(level).get(i)).isCloseTo(LATENT.get(i), within(2e-6f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PredictionType.class)
  void readsTheSameWhateverTheCoordinates(PredictionType type) {
    if (type == PredictionType.FLOW) {
      return;
    }
    NoiseLevel exploding = NoiseLevel.exploding(500, 3);
    NoiseLevel preserving = NoiseLevel.preserving(500, 3);
    FloatTensor scaled = LATENT.times(preserving.alpha());

    Estimate one = type.estimate(LATENT, OUTPUT, exploding);
    Estimate other = type.estimate(scaled, OUTPUT, preserving);

    assertThat(type.inputScale(exploding)).isCloseTo(preserving.alpha(), within(1e-12));
    assertThat(type.inputScale(preserving)).isCloseTo(1, within(1e-12));
    for (int i = 0; i < LATENT.size(); i++) {
      assertThat(one.denoised().get(i)).isCloseTo(other.denoised().get(i), within(1e-5f));
      assertThat(one.epsilon().get(i)).isCloseTo(other.epsilon().get(i), within(1e-5f));
    }
  }

  @Test
  void refusesATypeThatItDoesNotKnow() {
    assertThatThrownBy(() -> PredictionType.of(SchedulerConfig.of(Map.of("prediction_type", "x"))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("prediction_type");
  }

  @Test
  void clipsThePictureAndEitherKeepsOrRecomputesTheNoise() {
    NoiseLevel level = NoiseLevel.exploding(500, 2);
    DenoisedLimit limit = DenoisedLimit.range(1);
    Estimate estimate = PredictionType.EPSILON.estimate(LATENT, OUTPUT, level);

    Estimate kept =
        new EstimateLimit(limit, EstimateLimit.NoiseRule.KEPT).apply(estimate, LATENT, level);
    Estimate recomputed =
        new EstimateLimit(limit, EstimateLimit.NoiseRule.RECOMPUTED).apply(estimate, LATENT, level);

    assertThat(kept.denoised().values()).containsExactly(-1, -1, 1);
    assertThat(kept.epsilon()).isSameAs(OUTPUT);
    assertThat(recomputed.at(level).values()).containsExactly(LATENT.values(), within(1e-6f));
  }

  @Test
  void thresholdsEachPictureByItsOwnMagnitudes() {
    FloatTensor pictures = FloatTensor.of(new Shape(2, 1, 1, 2), 0.5f, -0.25f, 4, -1);

    FloatTensor limited = DenoisedLimit.dynamicThreshold(1, 2).apply(pictures);

    assertThat(limited.values()).containsExactly(0.5f, -0.25f, 1, -0.5f);
  }
}
