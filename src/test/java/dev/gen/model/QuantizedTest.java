package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.CheckpointOptions;
import dev.gen.checkpoint.CheckpointOptions.LoraUse;
import dev.gen.error.InvalidRequestException;
import dev.gen.graph.Precision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizedTest {

  private static final String FAST = "amd64 avx avx2 fma avx_vnni";

  @ParameterizedTest
  @ValueSource(strings = {"amd64 avx avx2 fma", "amd64", "amd64 avx avx2 fma avx512f"})
  void processorsWithoutProductsOfBytesAreRefused(String processor) {
    assertThatThrownBy(() -> Quantized.check(Precision.INT8, CheckpointOptions.none(), processor))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("precision is int8, which does not pay on this processor")
        .hasMessageContaining(processor);
  }

  @ParameterizedTest
  @ValueSource(strings = {FAST, "amd64 avx512f avx512_vnni", "aarch64 asimddp"})
  void processorsWithThemAreTaken(String processor) {
    assertThatNoException()
        .isThrownBy(() -> Quantized.check(Precision.INT8, CheckpointOptions.none(), processor));
  }

  @Test
  void lorasAreRefused() {
    CheckpointOptions options =
        CheckpointOptions.none().withLoras(List.of(new LoraUse(Path.of("a"), 1)));

    assertThatThrownBy(() -> Quantized.check(Precision.INT8, options, FAST))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("does not go with LoRAs");
  }

  @Test
  void floatsAreComputedEverywhere() {
    assertThatNoException()
        .isThrownBy(() -> Quantized.check(Precision.FP32, CheckpointOptions.none(), "amd64"));
  }
}
