package dev.gen.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import dev.gen.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reader against the files of {@code safetensors/format_cases}, listed where they lie. */
@Tag("golden")
class SafetensorsGoldenTest {

  @Test
  void refusesEveryFileThatTheReferenceLibraryRejects() {
    List<Path> bad = cases("bad_").toList();

    assertThat(bad).isNotEmpty();
    for (Path path : bad) {
      assertThatThrownBy(() -> SafetensorsFile.open(path))
          .as(path.toString())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(path + ", byte ");
    }
  }

  @Test
  void readsEveryOtherFile() {
    List<Path> good = Stream.of("dtypes", "empty", "no_", "half_").flatMap(this::cases).toList();

    assertThat(good).isNotEmpty();
    for (Path path : good) {
      SafetensorsFile.open(path).tensors().values().forEach(StoredTensor::read);
    }
  }

  @Test
  void readsHalfAndBrainFloatSpecials() {
    SafetensorsFile file = SafetensorsFile.open(cases("half_specials").findFirst().orElseThrow());

    assertThat(file.tensors().get("f16_bits").read().values())
        .containsExactly(
            0f,
            -0f,
            1f,
            0x1p-24f,
            1023 * 0x1p-24f,
            0x1p-14f,
            65504f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            -2f,
            0.33325195f);
    assertThat(file.tensors().get("bf16_bits").read().values())
        .containsExactly(
            0f,
            -0f,
            1f,
            Float.intBitsToFloat(0x10000),
            Float.intBitsToFloat(0x7f7f0000),
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            3.140625f);
  }

  private Stream<Path> cases(String prefix) {
    try (Stream<Path> files = Files.list(Golden.path("safetensors/format_cases"))) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
