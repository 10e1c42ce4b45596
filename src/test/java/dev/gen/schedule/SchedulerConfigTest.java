package dev.gen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

  @Test
  void fillsInDefaultsWithoutTouchingWhatIsThere() {
    SchedulerConfig config =
        SchedulerConfig.of(Map.of("shift", 3)).withDefaults(Map.of("shift", 1, "rho", 7));

    assertThat(config.number("shift", 0)).isEqualTo(3);
    assertThat(config.number("rho", 0)).isEqualTo(7);
    assertThat(config.with("shift", 5).number("shift", 0)).isEqualTo(5);
  }
}
