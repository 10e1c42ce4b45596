package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedFilesTest {

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name : List.of("loras/ink", "loras/old/ink", "loras/old/Moss", "loose")) {
      Path file = folder.resolve(name + ".safetensors");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  @Test
  void allNamesAreTold() {
    assertThat(new NamedFiles("LoRA", "loras", List.of(folder)).names())
        .containsExactly("ink", "old/Moss", "old/ink", "loose");
  }

  @ParameterizedTest
  @CsvSource({
    "ink, loras/ink",
    "INK, loras/ink",
    "ink.safetensors, loras/ink",
    "old/ink, loras/old/ink",
    "Old\\INK, loras/old/ink",
    "Moss, loras/old/Moss",
    "moss, loras/old/Moss",
    "loose, loose",
  })
  void namesAreFoundInSubfoldersAndInAnyCase(String name, String file) {
    assertThat(find(name)).isEqualTo(folder.resolve(file + ".safetensors"));
  }

  @Test
  void pathsAreTakenAsTheyAre() {
    Path file = folder.resolve("loras/ink.safetensors");

    assertThat(find(file.toString())).isEqualTo(file);
  }

  @Test
  void aNameThatIsNowhereIsRefusedWithTheFolders() {
    assertThatThrownBy(() -> find("fog"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no LoRA \"fog\"")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aNameThatNoFileCanHaveIsRefusedAndNotEchoed() {
    assertThatThrownBy(() -> find("a\0b"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no LoRA \"a\ufffdb\": no file can have that name");
  }

  private Path find(String name) {
    return NamedFiles.loras(new ModelLocator(List.of(folder))).find(name);
  }
}
