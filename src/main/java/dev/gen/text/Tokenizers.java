package dev.gen.text;

import dev.gen.error.InferenceException;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens the tokenizers that models ship, of the newer and of the older kind. */
public final class Tokenizers {

  private Tokenizers() {}

  /**
   * Opens the tokenizer of a folder: its {@code tokenizer.json} or, without one, CLIP's rules with
   * its {@code vocab.json} and {@code merges.txt}, or OpenAI's packed merges, also named
   * themselves.
   *
   * <p>The special tokens come from {@code tokenizer_config.json} and {@code
   * special_tokens_map.json}; what they leave out is as in CLIP.
   *
   * @param longest the most ids that the text encoder takes, at least 3; the folder may say fewer
   * @return the tokenizer, which the caller closes
   * @throws ModelFormatException if a file is missing, unreadable or malformed
   * @throws InferenceException if the native library does not load on this machine
   */
  public static Tokenizer open(Path folder, int longest) {
    return open(folder, longest, Optional.empty());
  }

  /**
   * Opens a tokenizer whose folder was made for another model of the same vocabulary.
   *
   * @param padding the token that this model pads with, where it is not the folder's
   */
  public static Tokenizer open(Path folder, int longest, Optional<String> padding) {
    TokenizerConfig config = TokenizerConfig.load(folder);
    String pad = padding.orElseGet(config::padding);
    Map<String, Boolean> specialTokens = new LinkedHashMap<>();
    specialTokens.put(config.start(), true);
    specialTokens.put(config.end(), true);
    specialTokens.put(pad, false);

    TokenizerJson json = load(folder, specialTokens);

    return NativeTokenizer.open(
        json.withSpecial(specialTokens),
        new NativeTokenizer.Vocabulary(
            new SpecialTokens(
                optional(json.id(config.start())),
                json.requireId(config.end()),
                json.requireId(pad)),
            optional(json.unknownToken().flatMap(json::id)),
            config.maxLength(longest)),
        folder);
  }

  /** Tells whether there is a vocabulary of any kind in a folder. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve("tokenizer.json"))
        || Files.isRegularFile(folder.resolve("vocab.json"))
        || ClipMerges.in(folder).isPresent();
  }

  private static TokenizerJson load(Path folder, Map<String, Boolean> specialTokens) {
    Path file = folder.resolve("tokenizer.json");
    if (Files.exists(file)) {
      return TokenizerJson.parse(read(file), file, specialTokens.keySet());
    }
    Path vocabulary = folder.resolve("vocab.json");
    Optional<Path> packed = ClipMerges.in(folder);
    if (packed.isPresent() && !Files.exists(vocabulary)) {
      return TokenizerJson.parse(
          ClipMerges.json(packed.get()), packed.get(), specialTokens.keySet());
    }
    Path merges = folder.resolve("merges.txt");
    String text = ClipTokenizerJson.of(read(vocabulary), read(merges).lines().toList(), merges);
    return TokenizerJson.parse(text, vocabulary, specialTokens.keySet());
  }

  private static OptionalInt optional(Optional<Integer> id) {
    return id.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(
          "no file "
              + file
              + "; a tokenizer needs tokenizer.json, or vocab.json and merges.txt; fetch them",
          e);
    } catch (MalformedInputException e) {
      throw new ModelFormatException(file + " is no UTF-8 text; fetch the file again", e);
    } catch (IOException e) {
      throw new ModelFormatException(
          "cannot read " + file + " (" + e + "); see that it is a file", e);
    }
  }
}
