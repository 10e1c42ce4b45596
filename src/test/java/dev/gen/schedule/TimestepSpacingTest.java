package dev.gen.schedule;

import static dev.gen.schedule.TimestepSpacing.LEADING;
import static dev.gen.schedule.TimestepSpacing.LINSPACE;
import static dev.gen.schedule.TimestepSpacing.TRAILING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimestepSpacingTest {

  @Test
  void leadsFromTheFirstTimestep() {
    assertThat(LEADING.inclusive(1000, 4, 1)).containsExactly(751, 501, 251, 1);
    assertThat(LEADING.exclusive(1000, 1000, 4, 1)).containsExactly(801, 601, 401, 201);
  }

  @Test
  void trailsFromTheLastTimestep() {
    assertThat(TRAILING.inclusive(1000, 4, 1)).containsExactly(999, 749, 499, 249);
    assertThat(TRAILING.exclusive(1000, 1000, 4, 1)).containsExactly(999, 749, 499, 249);
  }

  @Test
  void spreadsFromTheLastToTheFirst() {
    assertThat(LINSPACE.inclusive(1000, 4, 1)).containsExactly(999, 666, 333, 0);
    assertThat(LINSPACE.exclusive(1000, 1000, 4, 1)).containsExactly(999, 749, 500, 250);
  }

  @ParameterizedTest
  @EnumSource(TimestepSpacing.class)
  void neverLeavesTheTraining(TimestepSpacing spacing) {
    for (int steps = 1; steps <= 999; steps++) {
      double[] points = spacing.inclusive(1000, steps, 0);

      assertThat(points).hasSize(steps);
      assertThat(points[0]).isLessThan(1000);
      assertThat(points[steps - 1]).isNotNegative();
    }
  }

  @Test
  void refusesASpacingThatItDoesNotKnow() {
    SchedulerConfig config = SchedulerConfig.of(Map.of("timestep_spacing", "wide"));

    assertThatThrownBy(() -> TimestepSpacing.of(config, LEADING))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("wide");
  }
}
