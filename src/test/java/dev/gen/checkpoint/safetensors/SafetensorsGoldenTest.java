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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void readsEveryTypeExactly() {
    SafetensorsFile file = SafetensorsFile.open(cases("dtypes").findFirst().orElseThrow());
    float[] eighths = new float[24];
    for (int i = 0; i < eighths.length; i++) {
      eighths[i] = (i - 8) / 8f;
    }

    for (String type : List.of("f64", "f32", "f16", "bf16")) {
      assertThat(values(file, type)).as(type).containsExactly(eighths);
    }
    assertThat(values(file, "i64")).containsExactly(-1, 0x1p40f);
    assertThat(values(file, "i32")).containsExactly(-5, 7);
    assertThat(values(file, "i16")).containsExactly(-300, 300);
    assertThat(values(file, "i8")).containsExactly(-128, 127);
    assertThat(values(file, "u8")).containsExactly(0, 255);
    assertThat(values(file, "bool")).containsExactly(1, 0, 1);
    assertThat(values(file, "scalar")).containsExactly(3.5f);
    assertThat(values(file, "empty")).isEmpty();
    assertThat(values(file, "unicode.\u043a\u043b\u044e\u0447")).containsExactly(1);
    assertThat(file.metadata()).containsEntry("note", "all dtypes");
  }

  @Test
  void readsAnEmptyTableAndAnUnpaddedHeader() {
    SafetensorsFile empty = SafetensorsFile.open(cases("empty").findFirst().orElseThrow());
    SafetensorsFile unpadded = SafetensorsFile.open(cases("no_").findFirst().orElseThrow());

    assertThat(empty.tensors()).isEmpty();
    assertThat(unpadded.metadata()).isEmpty();
    assertThat(values(unpadded, "a")).containsExactly(1, 1, 1);
    assertThat(values(unpadded, "b")).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "sd15-tiny-ldm-keys.txt, sd15-tiny-ldm-fp16.safetensors",
    "sdxl-tiny-ldm-keys.txt, sdxl-tiny-sgm-fp16.safetensors"
  })
  void findsTheKeysTypesAndShapesThatAreListed(String list, String name) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(Golden.path("safetensors/" + name));

    List<String> found =
        file.tensors().values().stream()
            .map(t -> t.name() + " " + t.dataType() + " " + t.shape())
            .toList();

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(Golden.path("safetensors/" + list)));
  }

  private static float[] values(SafetensorsFile file, String name) {
    return file.tensors().get(name).read().values();
  }

  private Stream<Path> cases(String prefix) {
    try (Stream<Path> files = Files.list(Golden.path("safetensors/format_cases"))) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
