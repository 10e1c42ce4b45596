package dev.gen.model;

import dev.gen.error.ModelFormatException;
import dev.gen.text.Tokenizer;
import dev.gen.text.Tokenizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the vocabulary of a checkpoint may lie, for checkpoint files hold none.
 *
 * @param chosen a tokenizer folder that the user names
 * @param models folders of models, the checkpoint's own first; the first one with a fitting
 *     vocabulary serves
 */
public record TokenizerFolders(Optional<Path> chosen, List<Path> models) {

  /** The number of tokens of CLIP's vocabulary. */
  static final int CLIP_VOCABULARY = 49408;

  private static final int CLIP_POSITIONS = 77;

  /** Copies the list. */
  public TokenizerFolders {
    models = List.copyOf(models);
  }

  /**
   * A tokenizer folder that fits a text encoder.
   *
   * @param folder holds the vocabulary
   * @param padding what the model pads with, where the folder says otherwise
   */
  record Found(Path folder, Optional<String> padding) {

    /** Opens the tokenizer for a text encoder of this config; the caller closes it. */
    Tokenizer open(ConfigFile encoder) {
      int longest = encoder.integer("max_position_embeddings").orElse(CLIP_POSITIONS);
      return Tokenizers.open(folder, longest, padding);
    }
  }

  /**
   * Finds the tokenizer of a text encoder.
   *
   * @param component {@code tokenizer} or {@code tokenizer_2}
   * @param encoder the text encoder's config
   * @param padding what the model pads with, where the folder is not its own
   * @throws ModelFormatException if no folder fits, saying what to do
   */
  Found find(String component, ConfigFile encoder, Optional<String> padding) {
    if (chosen.isPresent()) {
      return new Found(chosen.get(), padding);
    }
    int vocabulary = encoder.integer("vocab_size").orElse(CLIP_VOCABULARY);
    for (Path model : models) {
      for (String folder : List.of(component, "tokenizer")) {
        boolean own = folder.equals(component) && model.equals(models.get(0));
        Found found = new Found(model.resolve(folder), own ? Optional.empty() : padding);
        if (holdsVocabulary(found.folder()) && fits(found, encoder, vocabulary)) {
          return found;
        }
      }
    }
    throw new ModelFormatException(
        ("no vocabulary of %d tokens was found: a checkpoint file has none inside; name a folder"
                + " with vocab.json and merges.txt, or tokenizer.json, with --tokenizer (every"
                + " Stable Diffusion directory has one)")
            .formatted(vocabulary));
  }

  /** The end of a text is the last token of CLIP's vocabulary. */
  private static boolean fits(Found found, ConfigFile encoder, int vocabulary) {
    try (Tokenizer tokenizer = found.open(encoder)) {
      return tokenizer.special().end() == vocabulary - 1;
    }
  }

  private static boolean holdsVocabulary(Path folder) {
    return Files.exists(folder.resolve("tokenizer.json"))
        || Files.exists(folder.resolve("vocab.json"));
  }
}
