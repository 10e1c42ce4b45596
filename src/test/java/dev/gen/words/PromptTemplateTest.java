package dev.gen.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {

  @TempDir Path folder;

  private PromptTemplate template(String prompt) {
    return PromptTemplate.of(prompt, new Wildcards(folder)).orElseThrow();
  }

  private List<String> all(String prompt) {
    PromptTemplate template = template(prompt);
    return LongStream.rangeClosed(1, template.combinations())
        .mapToObj(template::combination)
        .toList();
  }

  private void write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a {red|blue} cat; a red cat/a blue cat",
        "{a|b} {1|2}; a 1/a 2/b 1/b 2",
        "{ a | {b|c} d }; a/b d/c d",
        "{2$$a|b|c}; a, b/a, c/b, c",
        "{2$$ and $$a|b|c}; a and b/a and c/b and c",
        "{1-2$$-$$a|b|c}; a/b/c/a-b/a-c/b-c",
        "{-2$$a|b|c}; a/b/c/a, b/a, c/b, c",
        "{2-$$a|b|c}; a, b/a, c/b, c/a, b, c",
        "{9$$a|b}; a, b",
        "{2$$+$${a|b}|{c|d}|e}; a+c/a+d/a+e/b+c/b+d/b+e/c+e/d+e",
        "{0.5::a|0::b|c}; a/c",
        "a{ big|} cat{, sleeping|}; abig cat, sleeping/abig cat/a cat, sleeping/a cat",
        "a {very |}big cat; a verybig cat/a big cat",
        "(a {red|blue}:1.2) [x|y] cat; (a red:1.2) [x|y] cat/(a blue:1.2) [x|y] cat",
        "{a|{curly} b}; a/{curly} b"
      })
  void drawsEveryCombinationOnceInOrder(String prompt, String combinations) {
    assertThat(all(prompt)).containsExactly(combinations.split("/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a cat",
        "a {curly} cat",
        ":-{ a",
        "a } | b",
        "x__y",
        "____",
        "a (cat:1.2) [b|c]",
        "a \\(cat\\)",
        "50 $ {",
        "a _ b __ c __"
      })
  void leavesAloneWhatHoldsNoChoice(String prompt) {
    assertThat(PromptTemplate.of(prompt, new Wildcards(folder))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"a \\{red|blue\\} cat; a {red|blue} cat", "\\__init__; __init__", "\\${x}; ${x}"})
  void takesEscapedSignsAsTheyAre(String prompt, String words) {
    assertThat(all(prompt)).containsExactly(words);
  }

  @Test
  void choosesTheSameForASeedAndInTheLongRunByWeight() {
    PromptTemplate template = template("{3::cat|dog}");

    assertThat(template.words(7)).isEqualTo(template("{3::cat|dog}").words(7));
    Map<String, Long> drawn =
        LongStream.range(0, 4000)
            .mapToObj(template::words)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(drawn.get("cat")).isBetween(2900L, 3100L);
    assertThat(drawn.get("cat") + drawn.get("dog")).isEqualTo(4000);
  }

  @Test
  void drawsSeveralWithoutRepeatingOneAndInAnyOrder() {
    PromptTemplate template = template("{2$$,$$a|b|c}");

    assertThat(LongStream.range(0, 200).mapToObj(template::words).collect(Collectors.toSet()))
        .isEqualTo(new TreeSet<>(List.of("a,b", "a,c", "b,a", "b,c", "c,a", "c,b")));
  }

  @Test
  void readsWildcardsFromTextFoldersAndYaml() throws IOException {
    write("animal.txt", "\ufeff# those that we like", "cat", "", "2::{big|small} dog");
    write("nature/tree.txt", "oak", "pine");
    write("any.yaml", "color:", "  warm: [red, orange]", "  cold:", "    - blue", "  n: 5");
    write("more.json", "{\"food\": [\"soup\"]}");

    assertThat(all("__animal__")).containsExactly("cat", "big dog", "small dog");
    assertThat(all("an __nature/tree__")).containsExactly("an oak", "an pine");
    assertThat(all("__color/warm__")).containsExactly("red", "orange");
    assertThat(all("__color/*__")).containsExactly("blue", "red", "orange");
    assertThat(all("__**/t*__")).containsExactly("oak", "pine");
    assertThat(all("{2$$__color/*__}")).containsExactly("blue, red", "blue, orange", "red, orange");
    assertThat(all("__food__ __food__")).containsExactly("soup soup");
  }

  @Test
  void readsWildcardsInWildcards() throws IOException {
    write("a.txt", "x __b__");
    write("b.txt", "1", "2");

    assertThat(all("__a__!")).containsExactly("x 1!", "x 2!");
  }

  private void refuses(String prompt, String... parts) {
    assertThatThrownBy(() -> template(prompt))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void namesTheNearestWildcardWhereOneIsMissing() throws IOException {
    write("animal.txt", "cat");
    write("nature/tree.txt", "oak");

    refuses("a __anmal__", "__anmal__", "did you mean __animal__?");
    refuses("a __tree__", "did you mean __nature/tree__?");
    refuses("a __zebra__", "it has animal, nature/tree");
  }

  @Test
  void saysThatThereIsNoFolderOfWildcards() {
    folder = folder.resolve("none");
    refuses("a __x__", "there is no folder " + folder, "\\__");
  }

  @Test
  void refusesAWildcardThatIsEmptyOrRefersToItself() throws IOException {
    write("empty.txt", "# nothing", "");
    write("a.txt", "one", "__b__");
    write("b.txt", "two {x|__a__}");

    refuses("__empty__", "__empty__", "is empty");
    refuses("__a__", "refers to itself: a -> b -> a");
  }

  @Test
  void neverLeavesItsFolder() throws IOException {
    write("inside/x.txt", "in");
    write("secret.txt", "out");
    folder = folder.resolve("inside");

    refuses("__../secret__", "__../secret__");
  }

  @Test
  void refusesBrokenYaml() throws IOException {
    write("x.yaml", "a: [1, 2");

    refuses("__a__", "no YAML");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    refuses("a {red|blue cat", "no } closes");
    refuses("${season=winter} in ${season}", "${season=winter}", "not understood");
    refuses("{3-1$$a|b}", "3 to 1");
    refuses("{0::a|0::b}", "every weight is 0");
    refuses("{a|".repeat(200) + "b" + "}".repeat(200), "deep");
  }

  @Test
  void readsLongNonsenseInOneGo() {
    assertThat(PromptTemplate.of("{".repeat(200_000), new Wildcards(folder))).isEmpty();
    assertThat(PromptTemplate.of("}".repeat(200_000), new Wildcards(folder))).isEmpty();
    assertThat(PromptTemplate.of("__" + "a".repeat(200_000), new Wildcards(folder))).isEmpty();
  }

  @Test
  void countsFurtherThanAnybodyDraws() {
    assertThat(template("{a|b|c|d}".repeat(40)).combinations()).isEqualTo(1L << 40);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      words.add("w" + i);
    }
    PromptTemplate many = template("{5$$" + String.join("|", words) + "}");
    assertThat(many.combinations()).isEqualTo(5_461_512);
    assertThat(many.combination(5_461_512)).isEqualTo("w55, w56, w57, w58, w59");
  }
}
