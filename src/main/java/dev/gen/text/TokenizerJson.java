package dev.gen.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.gen.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a {@code tokenizer.json}, and the few things in it that must be known outside the
 * native library.
 *
 * <p>Reads as a stream and stops as soon as it knows enough: a full parse of CLIP's 1.7 MB would
 * cost more time than the rest of opening a tokenizer.
 */
final class TokenizerJson {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private static final String BYTE_LEVEL = "BPE";

  private final String text;
  private final Path source;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Set<String> added = new HashSet<>();
  private int addedStart = -1;
  private String modelType = "";
  private String unknownToken;

  private TokenizerJson(String text, Path source) {
    this.text = text;
    this.source = source;
  }

  /**
   * Reads a description and looks some tokens up in it.
   *
   * @param source where the text came from, for messages
   * @param wanted the tokens to look up
   * @throws ModelFormatException if the text is no JSON, or has no list of added tokens
   */
  static TokenizerJson parse(String text, Path source, Set<String> wanted) {
    TokenizerJson json = new TokenizerJson(text, source);
    try (JsonParser parser = JSON.createParser(text)) {
      json.read(parser, wanted);
    } catch (IOException e) {
      throw json.malformed("is not readable as JSON (" + firstLine(e.getMessage()) + ")", e);
    }
    if (json.addedStart < 0) {
      throw json.malformed("has no list 'added_tokens'", null);
    }
    return json;
  }

  /** Returns the id of a token that was looked up, if the vocabulary has it. */
  Optional<Integer> id(String token) {
    return Optional.ofNullable(ids.get(token));
  }

  /**
   * Returns the id of a token that was looked up.
   *
   * @throws ModelFormatException if the vocabulary lacks it
   */
  int requireId(String token) {
    return id(token).orElseThrow(() -> malformed("lacks the token '" + token + "'", null));
  }

  /**
   * Returns the token that stands for unknown words, if words can be unknown: byte-level models
   * such as CLIP's spell every word, whatever their {@code unk_token} says.
   */
  Optional<String> unknownToken() {
    return modelType.equals(BYTE_LEVEL) ? Optional.empty() : Optional.ofNullable(unknownToken);
  }

  /**
   * Returns the text with tokens of the vocabulary marked as special, so that they are found in a
   * prompt before it is split into words; those marked already stay as they are.
   *
   * @param tokens each with whether it is searched in the normalized (lower-case) text
   */
  String withSpecial(Map<String, Boolean> tokens) {
    StringBuilder missing = new StringBuilder();
    tokens.forEach(
        (token, normalized) -> {
          if (!added.contains(token) && ids.containsKey(token)) {
            missing.append(special(token, ids.get(token), normalized)).append(',');
          }
        });
    if (added.isEmpty() && !missing.isEmpty()) {
      missing.setLength(missing.length() - 1);
    }
    return text.substring(0, addedStart) + missing + text.substring(addedStart);
  }

  private static String special(String token, int id, boolean normalized) {
    return """
        {"id":%d,"content":"%s","single_word":false,"lstrip":false,"rstrip":false,\
        "normalized":%b,"special":true}"""
        .formatted(
            id, new String(JsonStringEncoder.getInstance().quoteAsString(token)), normalized);
  }

  private void read(JsonParser parser, Set<String> wanted) throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "holds no JSON object");
    while (!knowsAll(wanted) && parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("added_tokens") && value == JsonToken.START_ARRAY) {
        readAdded(parser);
      } else if (name.equals("model") && value == JsonToken.START_OBJECT) {
        readModel(parser, wanted);
      } else {
        parser.skipChildren();
      }
    }
  }

  private boolean knowsAll(Set<String> wanted) {
    return addedStart >= 0 && modelType.equals(BYTE_LEVEL) && ids.keySet().containsAll(wanted);
  }

  private void readAdded(JsonParser parser) throws IOException {
    addedStart = (int) parser.currentLocation().getCharOffset();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String content = null;
      int id = -1;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("content") && value == JsonToken.VALUE_STRING) {
          content = parser.getText();
        } else if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
          id = parser.getIntValue();
        }
      }
      require(content != null && id >= 0, "lists an added token without content or id");
      added.add(content);
      ids.put(content, id);
    }
  }

  private void readModel(JsonParser parser, Set<String> wanted) throws IOException {
    while (!knowsAll(wanted) && parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("type") && value == JsonToken.VALUE_STRING) {
        modelType = parser.getText();
      } else if (name.equals("unk_token") && value == JsonToken.VALUE_STRING) {
        unknownToken = parser.getText();
      } else if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
        readVocabulary(parser, wanted);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readVocabulary(JsonParser parser, Set<String> wanted) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String token = parser.currentName();
      require(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, "has a token without a number");
      if (wanted.contains(token) || !modelType.equals(BYTE_LEVEL)) {
        ids.putIfAbsent(token, parser.getIntValue());
      }
    }
  }

  private void require(boolean condition, String found) {
    if (!condition) {
      throw malformed(found, null);
    }
  }

  private ModelFormatException malformed(String found, Exception cause) {
    return new ModelFormatException(source + " " + found + "; fetch the file again", cause);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
