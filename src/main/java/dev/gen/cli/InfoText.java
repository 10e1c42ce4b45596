package dev.gen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.record.PictureRecord;
import dev.gen.record.UsedLora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code gen info} shows to a person. */
final class InfoText {

  private static final String INDENT = " ".repeat(18);
  private static final int LONGEST = 2000;

  private InfoText() {}

  /** Returns the file's name and a line for each thing that the record says. */
  static String of(Path file, PictureRecord record) {
    List<String> lines = new ArrayList<>(List.of(file + ":"));
    record
        .fields()
        .forEach((field, value) -> lines.add(line(words(field.fieldName()), value.asText())));
    record.loras().forEach(lora -> lines.add(line("lora", describe(lora))));
    record.unknown().forEach((key, value) -> lines.add(line("  " + key, text(value))));
    record.unread().forEach(sentence -> lines.add(line("not read", sentence)));
    if (lines.size() == 1) {
      lines.add("  no record of how it was made");
    }
    return String.join("\n", lines) + "\n";
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String line(String name, String value) {
    String shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + " ...";
    return "  %-15s %s".formatted(name, printable(shown).replace("\n", "\n" + INDENT));
  }

  /** Leaves out what could move a terminal's cursor: records come from strangers. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static String describe(UsedLora lora) {
    String weight = lora.weight().isPresent() ? " at " + lora.weight().getAsDouble() : "";
    return lora.name() + weight + lora.hash().map(hash -> " (" + hash + ")").orElse("");
  }
}
