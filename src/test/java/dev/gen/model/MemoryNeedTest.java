package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.model.MemoryNeed.Work;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

  private static final long MEGA = 1_000_000;

  /** Weights, widths and cells of SD1 in half precision at 512 x 512; the peaks are measured. */
  private static MemoryNeed sd1(long pixels) {
    return MemoryNeed.of(
        new Work(1_720 * MEGA, 320, 2 * pixels / 64), new Work(100 * MEGA, 256, pixels));
  }

  @Test
  void agreesWithWhatWasMeasured() {
    MemoryNeed need = sd1(512 * 512);

    assertThat(need.denoiser()).isBetween(2_000 * MEGA, 2_400 * MEGA);
    assertThat(need.decoder()).isBetween(1_200 * MEGA, 1_500 * MEGA);
  }

  @Test
  void saysWhatDoesNotFitAndWhatToDo() {
    assertThat(sd1(512 * 512).warning(8_000 * MEGA)).isEmpty();
    assertThat(sd1(512 * 512).warning(2_000 * MEGA).orElseThrow())
        .contains("for its denoiser", "the machine has 2.0 GB", "spare memory", "smaller");
    assertThat(sd1(2048 * 2048).warning(8_000 * MEGA).orElseThrow()).contains("for its decoder");
  }
}
