package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentSpaceTest {

  private static void refused(
      int channels, double scale, List<Double> means, List<Double> deviations, String found) {
    assertThatThrownBy(() -> new LatentSpace(channels, 8, scale, 0, means, deviations))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(found);
  }

  @Test
  void refusesWhatNoDecoderHas() {
    refused(1_000_000, 1, List.of(), List.of(), "latents of 1000000 channels");
    refused(4, 0, List.of(), List.of(), "scaling factor 0.0");
    refused(4, Double.NaN, List.of(), List.of(), "scaling factor NaN");
    refused(2, 1, List.of(0.0), List.of(1.0), "1 means and 1 deviations");
    refused(1, 1, List.of(0.0), List.of(0.0), "deviations");
  }
}
