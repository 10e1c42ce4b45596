package dev.gen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerConfigTest {

  @Test
  void countsNullAsAbsent() {
    Map<String, Object> json = new HashMap<>();
    json.put("trained_betas", null);
    json.put("steps_offset", null);

    SchedulerConfig config = SchedulerConfig.of(json);

    assertThat(config.numbers("trained_betas")).isEmpty();
    assertThat(config.integer("steps_offset", 7)).isEqualTo(7);
  }

  @Test
  void readsInfinityInAllItsSpellings() {
    for (Object spelling : List.of("-inf", "-Infinity", Double.NEGATIVE_INFINITY)) {
      SchedulerConfig config = SchedulerConfig.of(Map.of("lambda_min_clipped", spelling));

      assertThat(config.number("lambda_min_clipped", 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void tellsWhichKeysNobodyReads() {
    SchedulerConfig config =
        SchedulerConfig.of(
            Map.of("_class_name", "X", "beta_start", 0.1, "flux_capacitor", 88, "shift", 3));

    assertThat(config.unknownKeys()).containsExactly("flux_capacitor");
  }

  @Test
  void saysWhichValueIsWrong() {
    SchedulerConfig config = SchedulerConfig.of(Map.of("clip_sample", "maybe", "shift", "much"));

    assertThatThrownBy(() -> config.flag("clip_sample", true))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("\"clip_sample\" is maybe, expected true or false");
    assertThatThrownBy(() -> config.number("shift", 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("\"shift\" is much, expected a number");
  }

  @ParameterizedTest
  @CsvSource({
    "num_train_timesteps, 0", "num_train_timesteps, -5", "num_train_timesteps, 1",
    "num_train_timesteps, 2000000000", "num_train_timesteps, 999.5", "beta_end, 1",
    "beta_start, -0.1", "beta_end, NaN", "sigma_max, Infinity"
  })
  void refusesNumbersThatMakeNoSense(String key, double value) {
    SchedulerConfig config = SchedulerConfig.of(Map.of(key, value));

    assertThatThrownBy(() -> config.integer(key, 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("\"" + key + "\" is ");
  }

  @Test
  void refusesBetasThatAreTooFewOrNone() {
    for (List<?> betas : List.of(List.of(), List.of(0.1), List.of(0.1, "x"), List.of(0, 0))) {
      assertThatThrownBy(() -> NoiseSchedule.of(SchedulerConfig.of(Map.of("trained_betas", betas))))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("betas");
    }
    assertThat(
            NoiseSchedule.of(SchedulerConfig.of(Map.of("trained_betas", List.of(0.1, 0.2))))
                .trainSteps())
        .isEqualTo(2);
  }

  @Test
  void fillsInDefaultsWithoutTouchingWhatIsThere() {
    SchedulerConfig config =
        SchedulerConfig.of(Map.of("shift", 3)).withDefaults(Map.of("shift", 1, "rho", 7));

    assertThat(config.number("shift", 0)).isEqualTo(3);
    assertThat(config.number("rho", 0)).isEqualTo(7);
    assertThat(config.with("shift", 5).number("shift", 0)).isEqualTo(5);
  }
}
