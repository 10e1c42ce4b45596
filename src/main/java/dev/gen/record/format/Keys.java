package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the formats that are JSON objects have in common. */
final class Keys {

  private static final Pattern SIZE =
      Pattern.compile("\\D{0,3}(\\d{1,9})\\D{1,5}(\\d{1,9})\\D{0,3}");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([-\\d.]+)");

  private Keys() {}

  /** Puts each value under the field that its key is for, and what no key is for under unknown. */
  static void fill(JsonNode object, Map<String, RecordField> names, RecordBuilder record) {
    fill(object, names, record, (key, value) -> false);
  }

  /**
   * As {@link #fill(JsonNode, Map, RecordBuilder)}.
   *
   * @param own asked first; true if it has dealt with a key
   */
  static void fill(
      JsonNode object,
      Map<String, RecordField> names,
      RecordBuilder record,
      BiPredicate<String, JsonNode> own) {
    object
        .fields()
        .forEachRemaining(
            entry -> {
              String key = entry.getKey();
              if (!own.test(key, entry.getValue())) {
                Optional.ofNullable(names.get(key))
                    .ifPresentOrElse(
                        field -> record.put(field, key, entry.getValue()),
                        () -> record.unknown(key, entry.getValue()));
              }
            });
  }

  /** Reads two whole numbers, as in "512x640" or "(512, 640)"; returns whether there are such. */
  static boolean size(String text, RecordBuilder record) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      return false;
    }
    record.put(RecordField.WIDTH, size.group(1)).put(RecordField.HEIGHT, size.group(2));
    return true;
  }

  /** Returns the entries of a list: of JSON, of a Python list as text, or of one value alone. */
  static List<String> list(JsonNode node) {
    List<String> entries = new ArrayList<>();
    String text = node.asText();
    if (node.isArray()) {
      node.forEach(entry -> entries.add(entry.asText()));
    } else if (text.startsWith("[")) {
      Matcher matcher = QUOTED.matcher(text);
      while (matcher.find()) {
        entries.add(
            matcher.group(1) != null
                ? matcher.group(1)
                : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
      }
    } else if (!text.isBlank() && !node.isNull() && !text.equals("None")) {
      entries.addAll(List.of(text.split("\\s*,\\s*")));
    }
    return entries;
  }
}
