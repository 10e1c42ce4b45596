package dev.gen.text;

import dev.gen.testing.Fuzz;
import dev.gen.testing.WordTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class PromptFuzzTest {

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "\\",
          ":",
          ":1.3)",
          ": 1.3 )",
          ":9999999999)",
          "BREAK",
          " BREAK ",
          " ",
          "\n",
          "\t",
          ",",
          "a",
          "red cat",
          "<lora:",
          ">",
          "<lora:x:1>",
          "\0",
          "\uD83D\uDE00",
          "\u0301",
          "\uD800",
          "(a:1.2)",
          "((",
          "))");

  @Test
  void readsOrRefusesAnyPrompt() {
    Fuzz.run(
        2000,
        luck -> {
          String prompt = LoraPrompt.parse(Fuzz.text(PIECES, luck)).prompt();
          PromptSyntax syntax = PromptSyntax.values()[luck.nextInt(3)];
          syntax.encode(prompt, new WordTokenizer(77));
        });
  }
}
