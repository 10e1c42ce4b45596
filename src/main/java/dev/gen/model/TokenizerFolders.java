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
   * Opens the tokenizer of a text encoder; the caller closes it.
   *
   * @param component {@code tokenizer} or {@code tokenizer_2}
   * @param encoder the text encoder's config
   * @param padding what the model pads with, where the folder is not its own
   * @throws ModelFormatException if no folder fits, saying what to do
   */
  Tokenizer open(String component, ConfigFile encoder, Optional<String> padding) {
    int longest = encoder.integer("max_position_embeddings").orElse(CLIP_POSITIONS);
    int vocabulary = encoder.integer("vocab_size").orElse(CLIP_VOCABULARY);
    if (chosen.isPresent()) {
      return Tokenizers.open(chosen.get(), longest, padding);
    }
    for (Path model : models) {
      for (String folder : List.of(component, "tokenizer")) {
        Path candidate = model.resolve(folder);
        if (holdsVocabulary(candidate)) {
          boolean own = folder.equals(component) && model.equals(models.get(0));
          Tokenizer tokenizer =
              Tokenizers.open(candidate, longest, own ? Optional.empty() : padding);
          if (tokenizer.special().end() == vocabulary - 1) {
            return tokenizer;
          }
          tokenizer.close();
        }
      }
    }
    throw new ModelFormatException(
        ("no vocabulary of %d tokens was found: a checkpoint file has none inside; name a folder"
                + " with vocab.json and merges.txt, or tokenizer.json, with --tokenizer (every"
                + " Stable Diffusion directory has one)")
            .formatted(vocabulary));
  }

  private static boolean holdsVocabulary(Path folder) {
    return Files.exists(folder.resolve("tokenizer.json"))
        || Files.exists(folder.resolve("vocab.json"));
  }
}
