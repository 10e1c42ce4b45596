package dev.gen.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code tokenizer_config.json} and {@code special_tokens_map.json} say; both may be absent.
 *
 * <p>What neither says is as in CLIP. Where both name a token, the map wins, unless the
 * configuration carries an {@code added_tokens_decoder}: then it is the newer of the two and wins,
 * as in transformers ({@code PreTrainedTokenizerBase._from_pretrained}).
 */
final class TokenizerConfig {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path configFile;
  private final Path mapFile;
  private final JsonNode config;
  private final JsonNode map;

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

  private static JsonNode read(Path file) {
    if (!Files.exists(file)) {
      return MissingNode.getInstance();
    }
    try {
      JsonNode node = JSON.readTree(file.toFile());
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw malformed(file, "is not readable as JSON (" + firstLine(e) + ")", e);
    }
    throw malformed(file, "holds no JSON object", null);
  }

  private static String firstLine(IOException failure) {
    return failure.getMessage().lines().findFirst().orElse("");
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
    boolean configWins = config.has("added_tokens_decoder") || !map.hasNonNull(role);
    JsonNode value = configWins && config.hasNonNull(role) ? config.path(role) : map.path(role);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    JsonNode content = value.isObject() ? value.path("content") : value;
    if (!content.isTextual()) {
      String found = "gives " + role + " as " + value + ", but a string was expected";
      throw malformed(configWins ? configFile : mapFile, found, null);
    }
    return Optional.of(content.textValue());
  }

  /**
   * Returns the smaller of {@code limit} and {@code model_max_length}, which may be absent or, in
   * files that mean "unlimited", absurdly large.
   *
   * @throws ModelFormatException if it is given but is no number of at least 3
   */
  int maxLength(int limit) {
    JsonNode value = config.path("model_max_length");
    if (value.isMissingNode() || value.isNull()) {
      return limit;
    }
    if (!value.isNumber() || value.doubleValue() < 3) {
      String found = "gives model_max_length as " + value + ", but a number above 2 was expected";
      throw malformed(configFile, found, null);
    }
    return (int) Math.min(limit, value.doubleValue());
  }

  private static ModelFormatException malformed(Path file, String found, Exception cause) {
    return new ModelFormatException(file + " " + found + "; fetch the file again", cause);
  }
}
