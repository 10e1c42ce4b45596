package dev.gen.model;

import dev.gen.error.Excerpt;
import dev.gen.model.ModelFamily.NegativeSide;
import dev.gen.text.PromptEncoding;
import dev.gen.text.PromptSyntax;
import dev.gen.text.TokenChunk;
import dev.gen.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Both sides of a prompt as token ids, in equally many chunks.
 *
 * @param model what warnings call the model
 * @param positiveSide what the picture shows
 * @param negativeSide what it should not show
 */
public record TokenizedPrompts(
    String model, PromptEncoding positiveSide, PromptEncoding negativeSide) {

  /** Tokenizes both sides with one of the model's tokenizers, in at least so many chunks. */
  public static TokenizedPrompts of(
      ModelSource source, String tokenizer, Both<String> texts, PromptSyntax syntax, int chunks) {
    try (Tokenizer open = source.openTokenizer(tokenizer)) {
      PromptEncoding positive = syntax.encode(texts.positive(), open);
      PromptEncoding negative = syntax.encode(texts.negative(), open);
      int count = Math.max(chunks, Math.max(positive.chunks().size(), negative.chunks().size()));
      return new TokenizedPrompts(
          source.name(), positive.filledTo(count, open), negative.filledTo(count, open));
    }
  }

  /** Returns how many chunks each side has. */
  public int chunks() {
    return positive().size();
  }

  /** Returns what the picture shows. */
  public List<TokenChunk> positive() {
    return positiveSide.chunks();
  }

  /** Returns what it should not show. */
  public List<TokenChunk> negative() {
    return negativeSide.chunks();
  }

  /** Returns what got lost, in sentences for the user; the negative side only if it is used. */
  public List<String> warnings(NegativeSide negative) {
    List<String> warnings = new ArrayList<>(warnings("prompt", positiveSide));
    if (negative == NegativeSide.WANTED) {
      warnings.addAll(warnings("negative prompt", negativeSide));
    }
    return warnings;
  }

  private List<String> warnings(String what, PromptEncoding side) {
    List<String> warnings = new ArrayList<>();
    if (!side.droppedText().isEmpty()) {
      warnings.add(
          "the %s is too long; dropped: %s".formatted(what, Excerpt.of(side.droppedText())));
    }
    if (!side.unknownWords().isEmpty()) {
      warnings.add(
          "the model has never seen these words of the %s: %s (gen models show %s lists those it knows)"
              .formatted(what, Excerpt.of(String.join(", ", side.unknownWords())), model));
    }
    return warnings;
  }
}
