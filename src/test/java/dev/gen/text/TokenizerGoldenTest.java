package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids against transformers 5.18 and OpenAI's own tokenizer; they must agree exactly. */
@Tag("golden")
class TokenizerGoldenTest {

  private static final String FULL = "tokenizer/clip_full_pad_eot";
  private static final List<String> OLD_KIND =
      List.of("vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json");

  @TempDir Path folder;

  @Test
  void matchesTheFastClipTokenizerOnEveryPrompt() {
    assertMatchesCases(Golden.path(FULL), "hf_fast", 49407);
  }

  @Test
  void matchesItFromVocabularyAndMergesAlone() throws IOException {
    copy(FULL, OLD_KIND);

    assertMatchesCases(folder, "hf_fast", 49407);
  }

  @Test
  void matchesItWithoutAnyConfiguration() throws IOException {
    copy(FULL, List.of("vocab.json", "merges.txt"));

    assertMatchesCases(folder, "hf_fast", 49407);
  }

  @Test
  void takesTheExclamationMarkForPaddingWhereTheConfigurationSaysSo() throws IOException {
    copy(FULL, List.of("vocab.json", "merges.txt"));
    copy("tokenizer/clip_full_pad_bang", OLD_KIND.subList(2, 4));

    assertMatchesCases(folder, "hf_fast_pad_bang", 0);
  }

  @Test
  void marksThePaddingTokenInATokenizerJsonThatDoesNot() throws IOException {
    copy(FULL, List.of("tokenizer.json"));
    copy("tokenizer/clip_full_pad_bang", OLD_KIND.subList(2, 4));

    assertMatchesCases(folder, "hf_fast_pad_bang", 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sd15-tiny/tokenizer",
        "sd21-tiny/tokenizer",
        "sdxl-tiny/tokenizer",
        "sdxl-tiny/tokenizer_2",
        "sd15-inpaint-tiny/tokenizer",
        "lcm-tiny/tokenizer",
        "sd15-legacy-tiny/tokenizer"
      })
  void matchesThePromptsOfEveryRecordedRun(String name) throws IOException {
    String model = name.substring(0, name.indexOf('/'));
    String suffix = name.endsWith("_2") ? "_2" : "";

    try (Tokenizer tokenizer = Tokenizers.open(Golden.path("tiny_pipelines/" + name), 77);
        Stream<Path> runs = Files.list(Golden.path("tiny_pipelines/" + model + "/golden"))) {
      for (Path run : runs.filter(file -> file.toString().endsWith(".json")).toList()) {
        JsonNode golden =
            Golden.json("tiny_pipelines/" + model + "/golden/" + run.getFileName().toString());
        JsonNode args = golden.get("args");
        assertSame(tokenizer, args.path("prompt"), golden.path("prompt_ids" + suffix));
        assertSame(
            tokenizer, args.path("negative_prompt"), golden.path("negative_prompt_ids" + suffix));
      }
    }
  }

  private void assertMatchesCases(Path model, String variant, int padding) {
    JsonNode cases = Golden.json("tokenizer/clip_cases.json").get("cases");
    assertThat(cases).isNotEmpty();
    try (Tokenizer tokenizer = Tokenizers.open(model, 77)) {
      for (JsonNode golden : cases) {
        int[] expected = ints(variantOf(golden, variant));
        String text = golden.get("text").asText();

        assertThat(tokenizer.tokenize(text).ids())
            .as(text)
            .containsExactly(IntStream.of(expected).skip(1).limit(expected.length - 2).toArray());
        assertThat(tokenizer.encode(text).ids()).as(text).containsExactly(fit(expected, padding));
        if (golden.has("ids77_truncated") && !golden.has(variant)) {
          int[] truncated = ints(golden.get("ids77_truncated"));
          assertThat(tokenizer.encode(text).ids()).as(text).containsExactly(truncated);
        }
      }
    }
  }

  /** With another padding token the fast tokenizer's own variant is named only where it differs. */
  private static JsonNode variantOf(JsonNode golden, String variant) {
    return golden.path(variant).isMissingNode() ? golden.get("ids") : golden.get(variant);
  }

  private static int[] fit(int[] framed, int padding) {
    return IntStream.range(0, 77)
        .map(
            i -> {
              boolean last = i == 76 && framed.length > 77;
              return last ? 49407 : i < framed.length ? framed[i] : padding;
            })
        .toArray();
  }

  private static void assertSame(Tokenizer tokenizer, JsonNode prompts, JsonNode rows) {
    for (int i = 0; i < rows.size(); i++) {
      JsonNode prompt = prompts.isArray() ? prompts.get(i) : prompts;
      if (prompt.isTextual()) {
        assertThat(tokenizer.encode(prompt.asText()).ids()).containsExactly(ints(rows.get(i)));
      }
    }
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private void copy(String golden, List<String> names) throws IOException {
    for (String name : names) {
      Files.copy(Golden.path(golden).resolve(name), folder.resolve(name));
    }
  }
}
