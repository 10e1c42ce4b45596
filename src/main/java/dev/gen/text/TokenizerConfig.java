package dev.gen.text;

import dev.gen.error.ModelFormatException;
import dev.gen.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code tokenizer_config.json} and {@code special_tokens_map.json} say; both may be absent.
 *
 * <p>What neither says is as in CLIP. Where both name a token, the map wins, unless the
 * configuration carries an {@code added_tokens_decoder}: then it is the newer of the two and wins,
 * as in transformers ({@code PreTrainedTokenizerBase._from_pretrained}).
 */
final class TokenizerConfig {

  private final Path configFile;
  private final Path mapFile;
  private final Map<String, Object> config;
  private final Map<String, Object> map;

  private TokenizerConfig(Path folder) {
    configFile = folder.resolve("tokenizer_config.json");
    mapFile = folder.resolve("special_tokens_map.json");
    config = read(configFile);
    map = read(mapFile);
  }

  /**
   * Reads the files of a tokenizer folder.
   *
   * @throws ModelFormatException if a file is there but unreadable, or no JSON object
   */
  static TokenizerConfig load(Path folder) {
    return new TokenizerConfig(folder);
  }

  private static Map<String, Object> read(Path file) {
    return Files.exists(file) ? JsonFile.read(file) : Map.of();
  }

  /** Returns the token before the first one; a vocabulary need not have it. */
  String start() {
    return token("bos_token").orElse("<|startoftext|>");
  }

  /** Returns the token after the last one. */
  String end() {
    return token("eos_token").orElse("<|endoftext|>");
  }

  /** Returns the token that fills up to the full length; the end token, unless one is named. */
  String padding() {
    return token("pad_token").orElseGet(this::end);
  }

  /** A token is given as a string or as an object with {@code content}. */
  private Optional<String> token(String role) {
    boolean configWins = config.containsKey("added_tokens_decoder") || map.get(role) == null;
    Object value = configWins && config.get(role) != null ? config.get(role) : map.get(role);
    if (value == null) {
      return Optional.empty();
    }
    Object content = value instanceof Map<?, ?> object ? object.get("content") : value;
    if (!(content instanceof String text)) {
      String found = "gives " + role + " as " + value + ", but a string was expected";
      throw malformed(configWins ? configFile : mapFile, found);
    }
    return Optional.of(text);
  }

  /**
   * Returns the smaller of {@code limit} and {@code model_max_length}, which may be absent or, in
   * files that mean "unlimited", absurdly large.
   *
   * @throws ModelFormatException if it is given but is no number of at least 3
   */
  int maxLength(int limit) {
    Object value = config.get("model_max_length");
    if (value == null) {
      return limit;
    }
    if (!(value instanceof Number number) || !(number.doubleValue() >= 3)) {
      String found = "gives model_max_length as " + value + ", but a number above 2 was expected";
      throw malformed(configFile, found);
    }
    return (int) Math.min(limit, number.doubleValue());
  }

  private static ModelFormatException malformed(Path file, String found) {
    return new ModelFormatException(file + " " + found + "; fetch the file again");
  }
}
