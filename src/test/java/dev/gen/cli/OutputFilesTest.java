package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.cli.OutputFiles.Wishes;
import dev.gen.error.OutputException;
import dev.gen.image.ExistingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFilesTest {

  @TempDir Path folder;

  private String nameOf(String prompt) {
    return OutputFiles.plan(Optional.of(folder), prompt, 1, Wishes.USUAL)
        .file(0, -1)
        .getFileName()
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'A red, RED cat!', a-red-red-cat",
    "'  ../../etc/passwd\0 ', etc-passwd",
    "हिन्दी में बिल्ली, हिन्दी-में-बिल्ली",
    "แมวที่นี่, แมวที่นี่",
    "'u\u0308ber', über",
    "'a ❤\uFE0F cat', a-cat",
    "'\uD840\uDC4E\uD83D\uDE00\uD800', '\uD840\uDC4E'",
    "'\u0301\u0301', picture",
    "'... !', picture"
  })
  void namesAPictureAfterTheWordsOfItsPrompt(String prompt, String slug) {
    assertThat(nameOf(prompt)).isEqualTo(slug + "-18446744073709551615.png");
  }

  @Test
  void cutsAfterWholeCharacters() {
    assertThat(nameOf("a".repeat(49) + "\uD840\uDC4E".repeat(9)))
        .startsWith("a".repeat(49) + "\uD840\uDC4E-1844");
    assertThat(nameOf("a".repeat(49) + "e\u0323\u0300x")).startsWith("a".repeat(49) + "-1844");
    assertThat(nameOf("a" + "\u0301\u0323".repeat(50_000)).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(255);
  }

  @Test
  void keepsTheEndingAsItIsSpelled() {
    OutputFiles files =
        OutputFiles.plan(Optional.of(folder.resolve("Cat.PNG")), "a cat", 2, Wishes.USUAL);

    assertThat(files.file(1, 7)).isEqualTo(folder.resolve("Cat-2.PNG"));
    assertThat(
            OutputFiles.plan(Optional.of(folder.resolve("Cat.PNG")), "", 1, Wishes.USUAL)
                .file(0, 7))
        .isEqualTo(folder.resolve("Cat.PNG"));
  }

  @Test
  void refusesANameThatIsTakenButKeepsAPictureWhoseNameWasTakenMeanwhile() throws IOException {
    Path file = folder.resolve("cat.png");
    OutputFiles files = OutputFiles.plan(Optional.of(file), "a cat", 1, Wishes.USUAL);
    Files.createFile(file);

    assertThat(files.existing()).isEqualTo(ExistingFile.NUMBER);
    assertThatThrownBy(() -> OutputFiles.plan(Optional.of(file), "a cat", 1, Wishes.USUAL))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("there is such a file already");
  }
}
