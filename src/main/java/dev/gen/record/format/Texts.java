package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.Json;
import dev.gen.record.container.PictureTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of one picture, from which formats take what they read. */
final class Texts {

  /** Where programs put a record that has no keyword of its own, the likeliest first. */
  private static final List<String> COMMENTS =
      List.of(
          PictureTexts.PARAMETERS,
          "Exif.UserComment",
          "XMP.exif:UserComment",
          "JPEG.Comment",
          "Exif.XPComment",
          "Exif.ImageDescription");

  private final Map<String, String> texts;

  private Texts(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Wraps the texts of a picture. A comment that is a JSON object of other programs' keywords,
   * which is how the texts of a PNG travel in Exif, is taken for these texts.
   */
  static Texts of(PictureTexts read) {
    Map<String, String> texts = new LinkedHashMap<>(read.byKeyword());
    Texts wrapped = new Texts(texts);
    for (String comment : COMMENTS) {
      wrapped
          .object(comment)
          .filter(
              json ->
                  json.path("workflow").isObject()
                      || json.path("Comment").isTextual()
                      || json.path("prompt").isObject() && !json.has("schema"))
          .ifPresent(
              json -> {
                texts.remove(comment);
                json.fields()
                    .forEachRemaining(
                        e ->
                            texts.put(
                                e.getKey(),
                                e.getValue().isTextual()
                                    ? e.getValue().asText()
                                    : e.getValue().toString()));
              });
    }
    return wrapped;
  }

  private static boolean holdsTexts(JsonNode json) {
    return json.path("workflow").isObject()
        || json.path("Comment").isTextual()
        || json.path("prompt").isObject() && !json.has("schema");
  }

  /** Returns a text, which stays. */
  Optional<String> get(String keyword) {
    return Optional.ofNullable(texts.get(keyword));
  }

  /** Returns the text that stands where records do. */
  Optional<String> comment() {
    return COMMENTS.stream().filter(texts::containsKey).findFirst().map(texts::get);
  }

  /** Returns the JSON object that stands where records do. */
  Optional<JsonNode> commentObject() {
    return COMMENTS.stream().flatMap(keyword -> object(keyword).stream()).findFirst();
  }

  /** Returns a text that is one JSON object. */
  Optional<JsonNode> object(String keyword) {
    return get(keyword).flatMap(Json::object);
  }

  /** Takes texts out. */
  void take(String... keywords) {
    for (String keyword : keywords) {
      texts.remove(keyword);
    }
  }

  /** Takes the texts out that stand where records do. */
  void takeComment() {
    COMMENTS.forEach(texts::remove);
  }

  /** Returns what a PNG says under keywords of its own, as one object of texts. */
  ObjectNode keywords() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    texts.forEach(
        (keyword, text) -> {
          if (keyword.indexOf('.') < 0) {
            object.set(keyword, TextNode.valueOf(text));
          }
        });
    return object;
  }

  /** Returns what nobody took. What cameras and editors put into Exif and XMP is no record. */
  Map<String, JsonNode> rest() {
    Map<String, JsonNode> rest = new LinkedHashMap<>();
    keywords().fields().forEachRemaining(e -> rest.put(e.getKey(), e.getValue()));
    rest.keySet().removeIf(keyword -> keyword.startsWith("Raw profile type"));
    return rest;
  }
}
