package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir Path folder;

  private ConfigFile config(String json) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve("config.json"), json));
  }

  @Test
  void readsNumbersThatPythonWritesAndJsonLacks() throws IOException {
    ConfigFile config = config("{\"low\": -Infinity, \"none\": NaN}");

    assertThat(config.number("low")).hasValue(Double.NEGATIVE_INFINITY);
    assertThat(config.number("none")).hasValue(Double.NaN);
  }

  @Test
  void takesNullForAbsent() throws IOException {
    assertThat(config("{\"scaling_factor\": null}").number("scaling_factor")).isEmpty();
  }

  @Test
  void namesFileAndKeyOfAWrongType() throws IOException {
    ConfigFile config = config("{\"steps\": 2.5, \"list\": 3, \"name\": 1}");

    assertThatThrownBy(() -> config.integer("steps", 1, 9))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("config.json", "2.5", "\"steps\"", "a whole number");
    assertThatThrownBy(() -> config.integer("list", 4, 9)).hasMessageContaining("from 4 to 9");
    assertThatThrownBy(() -> config.numbers("list")).hasMessageContaining("a list of numbers");
    assertThatThrownBy(() -> config.text("name")).hasMessageContaining("a text");
  }

  @Test
  void countsTheLevelsOfANetwork() throws IOException {
    assertThat(config("{\"block_out_channels\": [8, 16, 16]}").shrinkage()).isEqualTo(4);
    assertThat(config("{}").shrinkage()).isEqualTo(8);
    for (String levels : List.of("[]", "8", "[" + "8,".repeat(31) + "8]")) {
      ConfigFile config = config("{\"block_out_channels\": " + levels + "}");
      assertThatThrownBy(config::shrinkage).hasMessageContaining("1 to 12 numbers");
    }
  }

  @Test
  void namesTheLineOfMalformedJson() {
    assertThatThrownBy(() -> config("{\n\"a\": 1,\n oops }"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("config.json", "line 3");
    assertThatThrownBy(() -> config("[1]")).hasMessageContaining("no JSON object");
    assertThatThrownBy(() -> config("")).hasMessageContaining("no JSON object");
    assertThatThrownBy(() -> config("null")).hasMessageContaining("no JSON object");
  }
}
