package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.model.TextPrompts;
import dev.gen.text.LoraPrompt;
import dev.gen.text.PromptSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to draw, in words. */
final class PromptOptions {

  @Parameters(
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "What the picture shows; several words need no quotes; - reads standard input.")
  private List<String> words = List.of();

  @Option(
      names = {"-n", "--negative-prompt"},
      paramLabel = "TEXT",
      description = "What the picture should not show.")
  private String negative;

  @Option(
      names = "--prompt-2",
      paramLabel = "TEXT",
      description = "What a second text encoder reads instead of the prompt (SDXL).")
  private String second;

  @Option(
      names = "--negative-prompt-2",
      paramLabel = "TEXT",
      description = "What a second text encoder reads instead of the negative prompt (SDXL).")
  private String secondNegative;

  @Option(
      names = "--clip-skip",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Leave out the text encoder's last N layers, counted as in diffusers (0 leaves out"
              + " none; other programs may call that 1).")
  private int clipSkip;

  @Option(
      names = "--no-prompt-weights",
      description =
          "Read (word:1.3), [word], BREAK and <lora:name:1> as plain text, and cut long prompts.")
  private boolean plain;

  /** Returns the prompt as it was given, with its LoRA tags taken out of it if tags are read. */
  LoraPrompt read(InputStream in) {
    String prompt = prompt(in);
    if (prompt.isBlank()) {
      throw new InvalidRequestException(
          "the prompt is empty; say what to draw, as in: gen \"a red sailboat on the sea\"");
    }
    return plain ? new LoraPrompt(prompt, List.of()) : LoraPrompt.parse(prompt);
  }

  TextPrompts toTextPrompts(String prompt) {
    if (clipSkip < 0) {
      throw new InvalidRequestException("--clip-skip is " + clipSkip + ", expected 0 or more");
    }
    return new TextPrompts(
        prompt,
        Optional.ofNullable(negative),
        Optional.ofNullable(second),
        Optional.ofNullable(secondNegative),
        plain ? PromptSyntax.PLAIN : PromptSyntax.WEIGHTED,
        clipSkip);
  }

  private String prompt(InputStream in) {
    if (!words.equals(List.of("-"))) {
      return String.join(" ", words);
    }
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new InvalidRequestException(
          "the prompt could not be read from standard input: " + e.getMessage(), e);
    }
  }
}
