package dev.gen.record.format;

import dev.gen.record.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prompt, negative prompt and settings of one text, as the webui of Automatic1111 takes it apart:
 * the last line holds the settings if it has three or more, everything else is prompt, and a line
 * that begins "Negative prompt:" begins the negative one.
 *
 * <p>A setting is a name of two or more letters, digits, blanks, hyphens and slashes, a colon, and
 * a value in JSON's quotes or up to the next comma. Beyond that rule, a value that is JSON without
 * quotes is taken whole. Time is linear in the length of the text.
 *
 * @param whole the text
 * @param settings by name, in their order; of several of the same name the last
 */
record InfoText(String whole, String prompt, String negative, Map<String, String> settings) {

  private static final int FEWEST = 3;
  private static final int MOST_JSON = 16;
  private static final String NEGATIVE = "Negative prompt:";

  /** Takes a text apart. */
  static InfoText of(String given) {
    String text = given.strip();
    int last = text.lastIndexOf('\n') + 1;
    Settings settings = new Settings(text.substring(last));
    boolean some = settings.read() >= FEWEST;
    String prompts = some ? text.substring(0, last) : text;
    StringBuilder prompt = new StringBuilder();
    StringBuilder negative = new StringBuilder();
    StringBuilder current = prompt;
    for (String raw : prompts.split("\n")) {
      String line = raw.strip();
      if (line.startsWith(NEGATIVE)) {
        current = negative;
        line = line.substring(NEGATIVE.length()).strip();
      }
      current.append(current.isEmpty() ? "" : "\n").append(line);
    }
    return new InfoText(
        text,
        prompt.toString().stripTrailing(),
        negative.toString().stripTrailing(),
        some ? settings.found : Map.of());
  }

  /** Finds the settings of one line. */
  private static final class Settings {

    private final Map<String, String> found = new LinkedHashMap<>();
    private final String line;
    private int at;
    private int jsonTried;

    Settings(String line) {
      this.line = line;
    }

    /** Returns how many there are. */
    int read() {
      int count = 0;
      while (at < line.length()) {
        int start = at;
        int c = line.codePointAt(at);
        if (!isWord(c)) {
          at += Character.charCount(c);
          continue;
        }
        while (at < line.length() && isName(line.codePointAt(at))) {
          at += Character.charCount(line.codePointAt(at));
        }
        if (at < line.length() && line.charAt(at) == ':' && line.codePointCount(start, at) >= 2) {
          String name = line.substring(start, at);
          at++;
          found.put(name, value());
          count++;
        }
      }
      return count;
    }

    private static boolean isWord(int c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isName(int c) {
      return isWord(c) || c == ' ' || c == '-' || c == '/';
    }

    private String value() {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      int start = at;
      int end = at < line.length() ? endOfWhole(line.charAt(at)) : at;
      boolean whole = end > start && (end == line.length() || line.charAt(end) == ',');
      if (!whole) {
        int comma = line.indexOf(',', start);
        end = comma < 0 ? line.length() : comma;
      }
      at = Math.min(line.length(), end + 1);
      String value = line.substring(start, end);
      return whole && value.startsWith("\"") ? unquoted(value) : value;
    }

    /** Returns where a quoted text or a JSON value that begins here ends; -1 if it is neither. */
    private int endOfWhole(char first) {
      if ((first == '{' || first == '[') && jsonTried++ < MOST_JSON) {
        return Json.end(line, at);
      }
      if (first != '"') {
        return -1;
      }
      for (int i = at + 1; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '"') {
          return i == at + 1 ? -1 : i + 1;
        }
        i += c == '\\' ? 1 : 0;
      }
      return -1;
    }

    private static String unquoted(String value) {
      return Json.text(value).orElse(value);
    }
  }
}
