package dev.gen.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.OutputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of settings in TOML: a line for an option, and tables {@code [profile.NAME]} of lines that
 * count only where the profile is chosen.
 *
 * @param path where it lies
 * @param values the whole file
 */
record SettingsFile(Path path, Map<String, Object> values) {

  private static final TypeReference<LinkedHashMap<String, Object>> TABLE =
      new TypeReference<>() {};
  private static final TomlMapper TOML = new TomlMapper();
  private static final long MOST_BYTES = 1 << 20;
  private static final String PROFILES = "profile";

  /**
   * Reads a file.
   *
   * @throws InvalidRequestException if it cannot be read or is no TOML
   */
  static SettingsFile read(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new InvalidRequestException(path + " is a folder, expected a file of settings");
      }
      if (Files.size(path) > MOST_BYTES) {
        throw new InvalidRequestException(path + " is larger than 1 MB; it is no file of settings");
      }
      return new SettingsFile(path, TOML.readValue(Files.readString(path), TABLE));
    } catch (JacksonException e) {
      throw new InvalidRequestException(
          "%s is not TOML: %s (line %d)"
              .formatted(path, firstLine(e.getOriginalMessage()), line(e)),
          e);
    } catch (IOException e) {
      throw new InvalidRequestException("cannot read the settings in " + path + ": " + e, e);
    }
  }

  private static String firstLine(String text) {
    return String.valueOf(text).split("\\R")[0];
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  /** Returns the settings outside of profiles. */
  List<Setting> settings() {
    return settings(values, path.toString());
  }

  /** Returns those of a profile, if the file has it. */
  Optional<List<Setting>> profile(String name) {
    return table(values.get(PROFILES))
        .flatMap(profiles -> table(profiles.get(name)))
        .map(found -> settings(found, path + " [profile." + name + "]"));
  }

  /** Returns the names of its profiles. */
  List<String> profiles() {
    return table(values.get(PROFILES)).map(Map::keySet).map(List::copyOf).orElse(List.of());
  }

  @SuppressWarnings("unchecked") // A table of TOML has texts as keys.
  private static Optional<Map<String, Object>> table(Object value) {
    return value instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }

  private static List<Setting> settings(Map<String, Object> table, String source) {
    List<Setting> settings = new ArrayList<>();
    table.forEach(
        (name, value) -> {
          if (!name.equals(PROFILES)) {
            settings.add(new Setting(name.replace('_', '-'), value, source));
          }
        });
    return settings;
  }

  /**
   * Sets one line of a file outside of profiles; everything else in it stays as it is.
   *
   * @throws OutputException if it cannot be written
   */
  static void set(Path path, String name, String value) {
    try {
      List<String> lines =
          Files.exists(path)
              ? new ArrayList<>(Files.readAllLines(path, StandardCharsets.UTF_8))
              : new ArrayList<>();
      String line = name + " = " + literal(value);
      int at = 0;
      while (at < lines.size() && !lines.get(at).stripLeading().startsWith("[")) {
        if (lines.get(at).split("=")[0].strip().replace('_', '-').equals(name)) {
          lines.remove(at);
          break;
        }
        at++;
      }
      lines.add(at, line);
      Files.createDirectories(path.toAbsolutePath().getParent());
      Path part = path.resolveSibling(path.getFileName() + ".part");
      Files.write(part, lines, StandardCharsets.UTF_8);
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OutputException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private static String literal(String value) {
    boolean bare = value.matches("-?\\d+(\\.\\d+)?|true|false");
    return bare ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
