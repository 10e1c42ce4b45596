package dev.gen.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylesTest {

  @TempDir Path folder;

  private Styles with(String table) throws IOException {
    return Styles.read(List.of(Files.writeString(folder.resolve("styles.csv"), table)));
  }

  private static String frame(Styles styles, String... names) {
    return Styles.framed(Styles.frame(styles.named(List.of(names))), "a cat");
  }

  @Test
  void hasPresetsThatAllHoldThePrompt() {
    List<Style> own = Styles.read(List.of()).all();

    assertThat(own).hasSizeGreaterThan(24).allMatch(style -> style.prompt().contains("{prompt}"));
    assertThat(own).filteredOn(style -> !style.negative().isEmpty()).hasSizeGreaterThan(20);
  }

  @Test
  void readsATableAsAutomatic1111WritesIt() throws IOException {
    Styles styles =
        with(
            "\ufeffname,prompt,negative_prompt\r\n"
                + "None,,\r\n"
                + "\"Big, bold\",\"{prompt}, bold\nlines\",thin\r\n"
                + "suffix only,in ink,\r\n"
                + "only negative,,\"ugly, {prompt}\"\r\n");

    assertThat(frame(styles, "big, BOLD")).isEqualTo("a cat, bold\nlines");
    assertThat(frame(styles, "suffix only")).isEqualTo("a cat, in ink");
    assertThat(frame(styles, "only negative")).isEqualTo("a cat");
    assertThat(frame(styles, "suffix only", "Big, bold")).isEqualTo("a cat, in ink, bold\nlines");
    List<Style> both = styles.named(List.of("Big, bold", "only negative"));
    assertThat(Styles.negative(both, Optional.of("dog"))).hasValue("ugly, dog, thin");
    assertThat(Styles.negative(styles.named(List.of("suffix only")), Optional.empty())).isEmpty();
    assertThat(styles.all()).noneMatch(style -> style.name().equals("None"));
  }

  @Test
  void lastTableCounts() throws IOException {
    assertThat(frame(with("name,prompt,negative_prompt\nnoir,my own noir,\n"), "noir"))
        .isEqualTo("a cat, my own noir");
  }

  @Test
  void namesTheNearestStyle() throws IOException {
    Styles styles = with("name,prompt,negative_prompt\nKubrick,x,\n");

    assertThatThrownBy(() -> styles.named(List.of("watercolour")))
        .hasMessage(
            "style is \"watercolour\", which no style is called; did you mean \"watercolor\"?");
    assertThatThrownBy(() -> styles.named(List.of("kubrik"))).hasMessageContaining("\"Kubrick\"");
    assertThatThrownBy(() -> styles.named(List.of("painting")))
        .hasMessageContaining("\"oil-painting\"");
    assertThatThrownBy(() -> styles.named(List.of("zzzzzzz")))
        .hasMessageContaining("gen styles lists them");
  }

  @Test
  void refusesWhatIsNoTableOfStyles() {
    assertThatThrownBy(() -> with("title,words\na,b\n")).hasMessageContaining("expected a header");
    assertThatThrownBy(() -> with("name,prompt\n\"open")).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> Styles.read(List.of(folder))).hasMessageContaining("no table");
    assertThatThrownBy(() -> Styles.read(List.of(folder.resolve("none.csv"))))
        .hasMessageContaining("cannot read the styles in");
  }
}
