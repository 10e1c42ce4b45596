package dev.gen.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.job.Addition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Gathers what a format finds, for one record. */
public final class RecordBuilder {

  private final Map<RecordField, JsonNode> fields = new EnumMap<>(RecordField.class);
  private final List<UsedLora> loras = new ArrayList<>();
  private final Map<String, JsonNode> unknown = new LinkedHashMap<>();
  private final List<String> unread = new ArrayList<>();
  private JsonNode job;

  /** Sets a field; a later value replaces an earlier one. */
  public RecordBuilder put(RecordField field, String text) {
    return put(field, field.fieldName(), TextNode.valueOf(text));
  }

  /**
   * Sets a field from what a program calls otherwise; a value that the field cannot have is kept as
   * unknown, and one that is empty is as good as absent.
   */
  public RecordBuilder put(RecordField field, String key, JsonNode raw) {
    Optional<JsonNode> value = field.value(raw);
    value.ifPresent(usable -> fields.put(field, usable));
    return value.isPresent() ? this : unknown(key, raw);
  }

  /** Returns whether a field has a value already. */
  public boolean has(RecordField field) {
    return fields.containsKey(field);
  }

  /** Adds a LoRA; a weight that is no number counts as not said. */
  public RecordBuilder lora(String name, JsonNode weight, Optional<String> hash) {
    Optional<JsonNode> number = RecordField.STRENGTH.value(weight);
    OptionalDouble said =
        number.isPresent() ? OptionalDouble.of(number.get().asDouble()) : OptionalDouble.empty();
    Optional<String> stated = hash.filter(text -> !text.isBlank());
    loras.add(new UsedLora(name, said, OptionalDouble.empty(), stated));
    return this;
  }

  /** Adds a LoRA of a job. */
  RecordBuilder lora(Addition lora) {
    OptionalDouble scale = OptionalDouble.of(lora.scale());
    loras.add(new UsedLora(lora.name(), scale, lora.textEncoderScale(), lora.sha256()));
    return this;
  }

  /** Returns whether there are LoRAs. */
  public boolean hasLoras() {
    return !loras.isEmpty();
  }

  /** Keeps what no field is for, unless it is null or an empty text. */
  public RecordBuilder unknown(String key, JsonNode value) {
    boolean empty = value.isNull() || value.isMissingNode() || value.asText("-").isEmpty();
    if (!(empty && value.isValueNode()) && !value.isMissingNode()) {
      unknown.put(key, value);
    }
    return this;
  }

  /** Returns whether something unknown has this key. */
  public boolean knows(String key) {
    return unknown.containsKey(key);
  }

  /** Notes what could not be followed. */
  public RecordBuilder unread(String sentence) {
    unread.add(sentence);
    return this;
  }

  /** Notes what could not be read, before what else could not be followed. */
  public RecordBuilder unread(Collection<String> sentences) {
    unread.addAll(0, sentences);
    return this;
  }

  /** Sets the whole record of this program. */
  public RecordBuilder job(JsonNode whole) {
    job = whole;
    return this;
  }

  /** Returns what was gathered. */
  public PictureRecord build() {
    return new PictureRecord(
        Collections.unmodifiableMap(new EnumMap<>(fields)),
        List.copyOf(loras),
        Collections.unmodifiableMap(new LinkedHashMap<>(unknown)),
        List.copyOf(unread),
        Optional.ofNullable(job));
  }
}
