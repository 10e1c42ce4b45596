package dev.gen.words;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of wildcards: lists of values by name.
 *
 * <p>{@code nature/animal.txt} has a value a line for {@code __nature/animal__}; lines that begin
 * with {@code #} are comments. A YAML or JSON file has lists in tables, named by the keys on the
 * way to them and not by the file. Folders are read when the first name is looked up; not
 * thread-safe.
 */
public final class Wildcards {

  private static final int DEEPEST = 16;
  private static final long MOST_BYTES = 16L << 20;

  private final Path folder;
  private Map<String, List<String>> byName;

  /** Takes the wildcards of a folder, which may be missing as long as nobody names one. */
  public Wildcards(Path folder) {
    this.folder = folder;
  }

  /**
   * A value with how often it is chosen.
   *
   * @param weight against the other values; 1 where nothing is said
   * @param text what it is
   */
  record Weighted(double weight, String text) {

    private static final Pattern WEIGHT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)::(.*)");

    static Weighted of(String value) {
      Matcher parts = WEIGHT.matcher(value);
      return parts.matches()
          ? new Weighted(Double.parseDouble(parts.group(1)), parts.group(2).strip())
          : new Weighted(1, value);
    }
  }

  Path folder() {
    return folder;
  }

  /**
   * Returns the values of a name, or of all names that fit one with {@code *} in it.
   *
   * @throws InvalidRequestException if there is no such name, with the nearest one
   */
  List<String> values(String name) {
    Map<String, List<String>> all = all();
    if (all.containsKey(name)) {
      return all.get(name);
    }
    Pattern fits = fitting(name);
    List<String> values = new ArrayList<>();
    all.forEach(
        (other, list) -> {
          if (fits.matcher(other).matches()) {
            values.addAll(list);
          }
        });
    if (values.isEmpty()) {
      throw missing(name);
    }
    return values;
  }

  /** A star stands for anything within a folder, two for folders, too. */
  private static Pattern fitting(String name) {
    String quoted = "\\Q" + name.replace("**", "\\E.+\\Q").replace("*", "\\E[^/]*\\Q") + "\\E";
    return Pattern.compile(quoted);
  }

  private InvalidRequestException missing(String name) {
    if (!Files.isDirectory(folder)) {
      return new InvalidRequestException(
          "prompt",
          "names the wildcard __%s__, but there is no folder %s; write \\__ for the signs themselves"
              .formatted(name, folder));
    }
    Optional<String> deeper =
        all().keySet().stream().filter(known -> known.endsWith("/" + name)).findFirst();
    return new InvalidRequestException(
        "prompt",
        "names the wildcard __%s__, which %s does not have%s"
            .formatted(
                name,
                folder,
                deeper
                    .or(() -> Nearest.slipOf(name, all().keySet()))
                    .map(near -> "; did you mean __" + near + "__?")
                    .orElse("; it has " + (all().isEmpty() ? "none" : some()))));
  }

  private String some() {
    return String.join(", ", all().keySet().stream().limit(8).toList());
  }

  private Map<String, List<String>> all() {
    if (byName == null) {
      byName = read();
    }
    return byName;
  }

  private Map<String, List<String>> read() {
    Map<String, List<String>> read = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return read;
    }
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (path.endsWith(".txt")) {
          add(read, path.substring(0, path.length() - 4), lines(file));
        } else if (path.matches(".*\\.(yaml|yml|json)")) {
          addTable(read, "", new YAMLMapper().readValue(text(file), Object.class));
        }
      }
    } catch (JacksonException e) {
      throw new InvalidRequestException(
          "a file of wildcards in %s is no YAML: %s"
              .formatted(folder, String.valueOf(e.getOriginalMessage()).split("\\R")[0]),
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidRequestException("cannot read the wildcards in " + folder + ": " + e, e);
    }
    return read;
  }

  private static void add(Map<String, List<String>> all, String name, List<String> values) {
    all.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(values);
  }

  /** Adds the lists of a table of YAML; what is neither a list nor a table is left out. */
  private static void addTable(Map<String, List<String>> all, String name, Object value) {
    if (value instanceof List<?> list) {
      add(
          all,
          name,
          list.stream()
              .filter(item -> !(item instanceof Map || item instanceof List || item == null))
              .map(item -> item.toString().replaceAll("\\s*\\R\\s*", " ").strip())
              .toList());
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, held) -> addTable(all, name.isEmpty() ? "" + key : name + "/" + key, held));
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return text(file)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new InvalidRequestException(file + " is larger than 16 MB; it is no list of words");
    }
    String text = Files.readString(file);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
