package dev.gen.model;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.files.UserFolders;
import dev.gen.text.Tokenizer;
import dev.gen.text.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the vocabulary of a checkpoint may lie, for checkpoint files hold none.
 *
 * @param chosen a tokenizer folder that the user names
 * @param models folders of models, the checkpoint's own first; the first one with a fitting
 *     vocabulary serves
 * @param elsewhere where else to look
 */
public record TokenizerFolders(
    Optional<Path> chosen, List<Path> models, VocabularyPlaces elsewhere) {

  /** The number of tokens of CLIP's vocabulary. */
  static final int CLIP_VOCABULARY = 49408;

  private static final int CLIP_POSITIONS = 77;

  /** CLIP's files have 2 MB at most; those of language models, which cost time, have more. */
  private static final long LARGEST = 4 << 20;

  /** A token that few vocabularies but CLIP's have. */
  private static final String CLIPS_OWN = "<|startoftext|>";

  /** Copies the list. */
  public TokenizerFolders {
    models = List.copyOf(models);
  }

  /**
   * A tokenizer folder.
   *
   * @param folder holds the vocabulary
   * @param padding what the model pads with, where the folder says otherwise
   */
  record Found(Path folder, Optional<String> padding) {

    /** Opens the tokenizer for a text encoder of this config; the caller closes it. */
    Tokenizer open(ConfigFile encoder) {
      int longest = encoder.integer("max_position_embeddings", 3, 1_000_000).orElse(CLIP_POSITIONS);
      return Tokenizers.open(folder, longest, padding);
    }
  }

  /**
   * A text encoder that wants a vocabulary.
   *
   * @param component {@code tokenizer} or {@code tokenizer_2}
   * @param config the text encoder's config
   * @param vocabulary how many tokens it embeds
   * @param padding what the model pads with, where the folder is not its own
   */
  record Wanted(String component, ConfigFile config, int vocabulary, Optional<String> padding) {}

  /**
   * Finds the tokenizer of a text encoder, by what the vocabularies hold.
   *
   * @throws InvalidRequestException if the user names one that does not fit
   * @throws ModelFormatException if no folder fits, saying what to do
   */
  Found find(Wanted wanted) {
    if (chosen.isPresent()) {
      Found named = new Found(chosen.get(), wanted.padding());
      requireFit(named, wanted);
      return named;
    }
    Stream<Found> known =
        models.stream()
            .flatMap(
                model ->
                    Stream.of(wanted.component(), "tokenizer")
                        .distinct()
                        .map(folder -> found(model, folder, wanted)));
    Stream<Found> others =
        models.stream()
            .limit(1)
            .flatMap(elsewhere::around)
            .filter(TokenizerFolders::looksLikeClips)
            .map(folder -> new Found(folder, wanted.padding()));
    return Stream.concat(known.filter(found -> Tokenizers.isIn(found.folder())), others)
        .filter(found -> fits(found, wanted))
        .findFirst()
        .orElseThrow(() -> nowhere(wanted));
  }

  private Found found(Path model, String folder, Wanted wanted) {
    boolean own = folder.equals(wanted.component()) && model.equals(models.get(0));
    return new Found(model.resolve(folder), own ? Optional.empty() : wanted.padding());
  }

  /** The end of a text is the last token of CLIP's vocabulary. */
  private static int tokens(Found found, Wanted wanted) {
    try (Tokenizer tokenizer = found.open(wanted.config())) {
      return tokenizer.special().end() + 1;
    }
  }

  private static boolean fits(Found found, Wanted wanted) {
    try {
      return tokens(found, wanted) == wanted.vocabulary();
    } catch (ModelFormatException e) {
      // A vocabulary that lacks a token, or is no vocabulary, is not the one that is looked for.
      return false;
    }
  }

  private static void requireFit(Found found, Wanted wanted) {
    if (Files.isDirectory(found.folder()) && !Tokenizers.isIn(found.folder())) {
      throw new InvalidRequestException(
          "tokenizer is %s, where there is no vocabulary (tokenizer.json, or vocab.json and merges.txt)"
                  .formatted(found.folder())
              + "; name a folder with one");
    }
    int tokens;
    try {
      tokens = tokens(found, wanted);
    } catch (ModelFormatException e) {
      throw new InvalidRequestException(
          "tokenizer is %s, which does not fit the model's text encoder: %s; name one of %d tokens"
              .formatted(found.folder(), found(e), wanted.vocabulary()),
          e);
    }
    if (tokens != wanted.vocabulary()) {
      throw new InvalidRequestException(
          ("tokenizer is %s, a vocabulary of %d tokens, but the model's text encoder has %d;"
                  + " name one that fits")
              .formatted(found.folder(), tokens, wanted.vocabulary()));
    }
  }

  /** Leaves out what the message says is to be done, for here it is another file that is wanted. */
  private static String found(ModelFormatException e) {
    String message = e.getMessage();
    int advice = message.lastIndexOf("; ");
    return advice < 0 ? message : message.substring(0, advice);
  }

  /** Looks before a vocabulary of some other program is opened, which takes longer. */
  private static boolean looksLikeClips(Path folder) {
    return Stream.of("tokenizer.json", "vocab.json")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(TokenizerFolders::namesStart)
        .orElseGet(() -> Tokenizers.isIn(folder));
  }

  private static boolean namesStart(Path file) {
    try {
      return Files.size(file) <= LARGEST && Files.readString(file).contains(CLIPS_OWN);
    } catch (IOException e) {
      return false;
    }
  }

  private static ModelFormatException nowhere(Wanted wanted) {
    Path place = UserFolders.ofProcess().data().resolve("models").resolve("tokenizer");
    return new ModelFormatException(
        ("no vocabulary of %d tokens was found, and a checkpoint file has none inside: put"
                + " vocab.json and merges.txt of openai/clip-vit-large-patch14 at huggingface.co"
                + " (1.5 MB) into %s, or name a folder with them as tokenizer")
            .formatted(wanted.vocabulary(), place));
  }
}
