package dev.gen.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What made a picture, as far as its record says. A field that the record lacks is absent; nothing
 * is guessed. Immutable.
 *
 * @param fields what was said in words that all programs share
 * @param loras in the order in which they were added
 * @param unknown all else that was found, by its own key
 * @param unread what could not be followed or was too long, a sentence each, naming its place
 * @param job the whole record as JSON, if this program wrote it
 */
public record PictureRecord(
    Map<RecordField, JsonNode> fields,
    List<UsedLora> loras,
    Map<String, JsonNode> unknown,
    List<String> unread,
    Optional<JsonNode> job) {

  /** Returns a text, or a number as it is written. */
  public Optional<String> text(RecordField field) {
    return Optional.ofNullable(fields.get(field)).map(JsonNode::asText);
  }

  /** Returns a number. */
  public OptionalDouble decimal(RecordField field) {
    JsonNode value = fields.get(field);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
  }

  /** Returns a whole number that fits; empty if it does not. */
  public OptionalInt whole(RecordField field) {
    JsonNode value = fields.get(field);
    return value != null && value.canConvertToInt()
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  /** Returns everything as one JSON object; what is absent has no key. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    fields.forEach((field, value) -> json.set(field.fieldName(), value));
    if (!loras.isEmpty()) {
      ArrayNode list = json.putArray("loras");
      for (UsedLora lora : loras) {
        ObjectNode entry = list.addObject().put("name", lora.name());
        lora.weight().ifPresent(weight -> entry.put("weight", weight));
        lora.hash().ifPresent(hash -> entry.put("hash", hash));
      }
    }
    if (!unknown.isEmpty()) {
      json.putObject("unknown").setAll(unknown);
    }
    if (!unread.isEmpty()) {
      unread.forEach(json.putArray("unread")::add);
    }
    job.ifPresent(whole -> json.set("job", whole));
    return json;
  }
}
