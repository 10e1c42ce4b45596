package dev.gen.schedule;

import static dev.gen.testing.TestConfigs.STABLE_DIFFUSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gen.error.ModelFormatException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseScheduleTest {

  @Test
  void hasTheAlphasOfStableDiffusion() {
    NoiseSchedule schedule = NoiseSchedule.of(STABLE_DIFFUSION);

    assertThat(schedule.alphaCumprod(0)).isEqualTo(0.999149978f);
    assertThat(schedule.alphaCumprod(500)).isEqualTo(0.276332468f);
    assertThat(schedule.alphaCumprod(999)).isEqualTo(0.00466009509f);
    assertThat(schedule.sigma(999)).isCloseTo(14.6146469, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear", "scaled_linear", "squaredcos_cap_v2", "sigmoid", "exp"})
  void findsBackToTheTimestepThatANoiseLevelCameFrom(String betas) {
    NoiseSchedule schedule = NoiseSchedule.of(STABLE_DIFFUSION.with("beta_schedule", betas));

    for (int t = 5; t < 1000; t += 7) {
      assertThat(schedule.timestep(schedule.sigma(t))).isCloseTo(t, within(2e-2));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"linear", "scaled_linear", "squaredcos_cap_v2", "sigmoid", "exp", "laplace"})
  void addsNoiseAtEveryTimestep(String betas) {
    NoiseSchedule schedule = NoiseSchedule.of(STABLE_DIFFUSION.with("beta_schedule", betas));

    for (int t = 1; t < 1000; t++) {
      assertThat(schedule.alphaCumprod(t)).isLessThan(schedule.alphaCumprod(t - 1));
    }
  }

  @Test
  void holdsTheEndsBeyondTheEnds() {
    NoiseSchedule schedule = NoiseSchedule.of(STABLE_DIFFUSION);

    assertThat(schedule.sigma(2000)).isEqualTo(schedule.sigma(999));
    assertThat(schedule.sigma(-3)).isEqualTo(schedule.sigma(0));
    assertThat(schedule.timestep(100)).isEqualTo(999);
    assertThat(schedule.timestep(0)).isEqualTo(0);
  }

  @Test
  void endsInPureNoiseIfRescaled() {
    NoiseSchedule schedule =
        NoiseSchedule.of(STABLE_DIFFUSION.with("rescale_betas_zero_snr", true));

    assertThat(schedule.alphaCumprod(999)).isZero();
    assertThat(schedule.withFiniteTerminal().sigma(999)).isCloseTo(4096, within(1e-3));
  }

  @Test
  void takesBetasAsTheyWereTrained() {
    NoiseSchedule schedule =
        NoiseSchedule.of(SchedulerConfig.of(Map.of("trained_betas", List.of(0.5, 0.5, 0.5))));

    assertThat(schedule.trainSteps()).isEqualTo(3);
    assertThat(schedule.alphaCumprod(2)).isEqualTo(0.125);
  }

  @Test
  void refusesBetasThatItDoesNotKnow() {
    assertThatThrownBy(() -> NoiseSchedule.of(SchedulerConfig.of(Map.of("beta_schedule", "wavy"))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("beta_schedule")
        .hasMessageContaining("wavy");
  }
}
