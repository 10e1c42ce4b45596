package dev.gen.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Ec2Utils;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders with vocabularies of a few words. */
class TokenizersTest {

  private static final String WORDS =
      """
      {"version":"1.0","added_tokens":[
        {"id":0,"content":"[PAD]","single_word":false,"lstrip":false,"rstrip":false,
         "normalized":false,"special":true}],
       "normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"Whitespace"},
       "post_processor":null,"decoder":null,
       "model":{"type":"WordLevel","vocab":{"[PAD]":0,"[UNK]":1,"[BOS]":2,"[EOS]":3,"red":4,
         "circle":5},"unk_token":"[UNK]"}}
      """;
  private static final String WORDS_CONFIG =
      """
      {"bos_token":"[BOS]","eos_token":{"content":"[EOS]"},"pad_token":"[PAD]",
       "unk_token":"[UNK]","model_max_length":6}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    write("tokenizer.json", WORDS);
    write("tokenizer_config.json", WORDS_CONFIG);
  }

  @Test
  void framesAndPadsAText() {
    assertThat(encode("Red circle").ids()).containsExactly(2, 4, 5, 3, 0, 0);
    assertThat(encode("").ids()).containsExactly(2, 3, 0, 0, 0, 0);
  }

  @Test
  void keepsTheEndTokenAndTellsWhatWasDroppedOfALongText() {
    TokenIds encoded = encode("red circle red circle, Red 🐱 circle");

    assertThat(encoded.ids()).containsExactly(2, 4, 5, 4, 5, 3);
    assertThat(encoded.droppedText()).isEqualTo(", Red 🐱 circle");
  }

  @Test
  void dropsNothingOfATextThatJustFits() {
    assertThat(encode("red circle red circle").droppedText()).isEmpty();
  }

  @Test
  void namesTheWordsThatTheVocabularyLacks() {
    TokenIds encoded = encode("red 🐱 Zebra circle");

    assertThat(encoded.ids()).containsExactly(2, 4, 1, 1, 5, 3);
    assertThat(encoded.unknownWords()).containsExactly("🐱", "Zebra");
  }

  @Test
  void survivesHalfASurrogatePair() {
    assertThat(encode("red \ud83d circle").ids()).containsExactly(2, 4, 1, 5, 3, 0);
  }

  @ParameterizedTest
  @CsvSource({"6, 4", "1000000000000000019884624838656, 4", "3, 3"})
  void takesTheShorterOfTheFoldersLengthAndTheCallers(String length, int expected)
      throws IOException {
    write("tokenizer_config.json", WORDS_CONFIG.replace(":6}", ":" + length + "}"));

    try (Tokenizer tokenizer = Tokenizers.open(folder, 4)) {
      assertThat(tokenizer.maxLength()).isEqualTo(expected);
    }
  }

  @Test
  void readsSpecialTokensFromTheMapBeforeAnOlderConfiguration() throws IOException {
    write("special_tokens_map.json", "{\"pad_token\": \"red\"}");

    assertThat(encode("circle").ids()).containsExactly(2, 5, 3, 4, 4, 4);
  }

  @Test
  void readsSpecialTokensFromAConfigurationWithADecoderBeforeTheMap() throws IOException {
    write("special_tokens_map.json", "{\"pad_token\": \"red\"}");
    write(
        "tokenizer_config.json",
        WORDS_CONFIG.replace("\"bos_token\"", "\"added_tokens_decoder\":{},\"bos_token\""));

    assertThat(encode("circle").ids()).containsExactly(2, 5, 3, 0, 0, 0);
  }

  @Test
  void doesWithoutAStartTokenWhereTheModelHasNone() throws IOException {
    write("tokenizer_config.json", WORDS_CONFIG.replace("\"bos_token\":\"[BOS]\",", ""));

    assertThat(encode("red").ids()).containsExactly(4, 3, 0, 0, 0, 0);
  }

  @Test
  void buildsClipsTokenizerFromVocabularyAndMerges() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    Files.delete(folder.resolve("tokenizer_config.json"));
    write("vocab.json", clipVocabulary());
    write("merges.txt", "#version: 0.2\nc a\nca t</w>\n");

    try (Tokenizer tokenizer = Tokenizers.open(folder, 8)) {
      assertThat(tokenizer.encode("A  CAT, cat").ids())
          .containsExactly(56, 26, 53, 54, 53, 57, 57, 57);
      assertThat(tokenizer.encode("zebra").unknownWords()).isEmpty();
      assertThat(tokenizer.special().padding()).isEqualTo(57);
    }
  }

  /** Letters 0-25, letters that end a word 26-51, "ca" 52, "cat" 53, comma 54 and 55, specials. */
  private static String clipVocabulary() {
    String letters =
        IntStream.range(0, 26)
            .mapToObj(i -> "\"%1$c\":%2$d,\"%1$c</w>\":%3$d".formatted('a' + i, i, 26 + i))
            .collect(Collectors.joining(","));
    return "{"
        + letters
        + ",\"ca\":52,\"cat</w>\":53,\",</w>\":54,\",\":55"
        + ",\"<|startoftext|>\":56,\"<|endoftext|>\":57}";
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));

    assertRefused(folder.resolve("vocab.json"), "no file", "merges.txt");
  }

  @Test
  void namesTheLineOfMergesThatIsNoPair() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    write("vocab.json", clipVocabulary());
    write("merges.txt", "#version: 0.2\nc a\ncat\n");

    assertRefused(folder.resolve("merges.txt"), "line 3", "'cat'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tokenizer.json        | ``                                 | no JSON object",
        "tokenizer.json        | {\"added_tokens\":[                | not readable as JSON",
        "tokenizer.json        | <html>                             | not readable as JSON",
        "tokenizer.json        | []                                 | no JSON object",
        "tokenizer.json        | {\"model\":{}}                     | no list 'added_tokens'",
        "tokenizer.json        | {\"added_tokens\":[{}]}            | without content or id",
        "tokenizer.json        | {\"added_tokens\":[]}              | lacks the token '[EOS]'",
        "tokenizer.json        | {\"added_tokens\":[],\"model\":{\"vocab\":{\"a\":[]}}} | a number",
        "tokenizer_config.json | ``                                 | no JSON object",
        "tokenizer_config.json | {                                  | not valid JSON",
        "tokenizer_config.json | {\"eos_token\": 7}                 | gives eos_token as 7",
        "tokenizer_config.json | {\"pad_token\": {\"contents\": 1}} | gives pad_token as",
        "tokenizer_config.json | {\"model_max_length\": \"long\"}   | gives model_max_length as",
        "tokenizer_config.json | {\"model_max_length\": 2}          | above 2",
        "special_tokens_map.json | [1]                              | no JSON object"
      })
  void namesTheFileThatIsMalformed(String name, String content, String found) throws IOException {
    if (content.contains("model_max_length")) {
      content = content.replace("{", "{\"eos_token\":\"[EOS]\",");
    }
    write(name, content);

    assertRefused(folder.resolve(name), found, "fetch");
  }

  @Test
  void saysWhatTheLibraryRefuses() throws IOException {
    write("tokenizer.json", WORDS.replace("\"Whitespace\"", "\"Telepathy\""));

    assertRefused(folder, "malformed", "line 4");
  }

  @Test
  void reportsToNobodyAndLooksForNoGraphicsCard() throws ReflectiveOperationException {
    encode("red");

    Field lastReport = Ec2Utils.class.getDeclaredField("lastCheckIn");
    lastReport.setAccessible(true);
    assertThat(lastReport.getLong(null)).isZero();
    assertThatThrownBy(() -> Class.forName("com.sun.jna.Native"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private TokenIds encode(String text) {
    try (Tokenizer tokenizer = Tokenizers.open(folder, 77)) {
      return tokenizer.encode(text);
    }
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void assertRefused(Path named, String... parts) {
    assertThatThrownBy(() -> Tokenizers.open(folder, 77))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(named.toString())
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
  }
}
