package dev.gen.record.format;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command of InvokeAI 1 and 2: the prompt, in quotes or up to the first switch, and switches,
 * whose values may be glued to them ({@code -s50}).
 */
final class DreamCommand {

  private static final Map<String, RecordField> SWITCHES =
      Map.ofEntries(
          entry("s", RecordField.STEPS),
          entry("steps", RecordField.STEPS),
          entry("S", RecordField.SEED),
          entry("seed", RecordField.SEED),
          entry("W", RecordField.WIDTH),
          entry("width", RecordField.WIDTH),
          entry("H", RecordField.HEIGHT),
          entry("height", RecordField.HEIGHT),
          entry("C", RecordField.GUIDANCE_SCALE),
          entry("cfg_scale", RecordField.GUIDANCE_SCALE),
          entry("A", RecordField.SAMPLER),
          entry("m", RecordField.SAMPLER),
          entry("sampler", RecordField.SAMPLER),
          entry("f", RecordField.STRENGTH),
          entry("strength", RecordField.STRENGTH));

  /** Switches of one hyphen that are longer than one letter. */
  private static final Set<String> LONGER =
      Set.of("ft", "cf", "tm", "hires", "embiggen", "save_orig");

  private DreamCommand() {}

  static void read(String command, RecordBuilder record) {
    String text = command.strip();
    boolean quoted = text.startsWith("\"");
    List<String> words = words(quoted ? text : "");
    int end = quoted ? 0 : firstSwitch(text);
    record.put(RecordField.PROMPT, quoted ? words.remove(0) : text.substring(0, end).strip());
    readSwitches(quoted ? words : words(text.substring(end)), record);
  }

  private static int firstSwitch(String text) {
    for (int i = 0; i < text.length() - 1; i++) {
      boolean begins = i == 0 || Character.isWhitespace(text.charAt(i - 1));
      if (begins && isSwitch(text.substring(i, Math.min(i + 3, text.length())))) {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isSwitch(String word) {
    int letter = word.startsWith("--") ? 2 : 1;
    return word.startsWith("-")
        && word.length() > letter
        && Character.isLetter(word.charAt(letter));
  }

  private static void readSwitches(List<String> words, RecordBuilder record) {
    for (int i = 0; i < words.size(); i++) {
      String name = words.get(i).replaceFirst("^--?", "");
      String value = "";
      int split = name.indexOf('=');
      if (split > 0) {
        value = name.substring(split + 1);
        name = name.substring(0, split);
      } else if (!words.get(i).startsWith("--") && name.length() > 1 && !LONGER.contains(name)) {
        value = name.substring(1);
        name = name.substring(0, 1);
      }
      StringBuilder values = new StringBuilder(value);
      while (i + 1 < words.size() && !isSwitch(words.get(i + 1))) {
        values.append(values.isEmpty() ? "" : " ").append(words.get(++i));
      }
      put(name, values.toString(), record);
    }
  }

  private static void put(String name, String value, RecordBuilder record) {
    if (SWITCHES.containsKey(name)) {
      record.put(SWITCHES.get(name), name, TextNode.valueOf(value));
    } else {
      record.unknown(name, value.isEmpty() ? BooleanNode.TRUE : TextNode.valueOf(value));
    }
  }

  /** Splits as a shell does, with quotes and backslashes. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (quote == 0 && (c == '"' || c == '\'') || c == quote) {
        quote = quote == 0 ? c : 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else {
        word.append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }
}
