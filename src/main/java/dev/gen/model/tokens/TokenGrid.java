package dev.gen.model.tokens;

import dev.gen.error.ModelFormatException;
import dev.gen.model.ConfigFile;

/**
 * How a model cuts a picture into tokens.
 *
 * @param rows of tokens
 * @param columns of tokens
 * @param vocabulary how many different tokens there are
 * @param begin the token before the first, which no picture has
 * @param factor pixels along each side of a token
 */
public record TokenGrid(int rows, int columns, int vocabulary, int begin, int factor) {

  private static final int MOST = 1 << 20;

  /**
   * Reads what the configs say.
   *
   * @throws ModelFormatException if a number is missing or makes no sense
   */
  static TokenGrid of(ConfigFile transformer, ConfigFile codec) {
    return new TokenGrid(
        number(transformer, "rows"),
        number(transformer, "columns"),
        number(transformer, "vocab_size"),
        number(transformer, "begin_token_id"),
        number(codec, "factor"));
  }

  static int number(ConfigFile config, String key) {
    return config
        .integer(key, 1, MOST)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "%s lacks \"%s\", a number; copy the model's files again"
                        .formatted(config, key)));
  }

  /** Returns how many tokens a picture has. */
  public int tokens() {
    return rows * columns;
  }

  /** Returns the width of a picture in pixels. */
  public int widthPixels() {
    return columns * factor;
  }

  /** Returns the height of a picture in pixels. */
  public int heightPixels() {
    return rows * factor;
  }
}
