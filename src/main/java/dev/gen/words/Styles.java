package dev.gen.words;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.gen.error.InvalidRequestException;
import dev.gen.error.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Styles by name: the program's own, and those of tables as Automatic1111 keeps them in {@code
 * styles.csv}, with a header {@code name,prompt,negative_prompt}.
 */
public final class Styles {

  private static final String OWN = "styles.csv";
  private static final long MOST_BYTES = 16L << 20;
  private static final CsvMapper CSV =
      CsvMapper.csvBuilder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

  private final Map<String, Style> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private Styles() {}

  /**
   * Reads the program's own styles and then these tables; what is read later counts.
   *
   * @throws InvalidRequestException if a file cannot be read or is no such table
   */
  public static Styles read(List<Path> files) {
    Styles styles = new Styles();
    try (InputStream own = Objects.requireNonNull(Styles.class.getResourceAsStream(OWN))) {
      styles.add(new String(own.readAllBytes(), StandardCharsets.UTF_8), OWN);
    } catch (IOException e) {
      throw new IllegalStateException("a part of the program cannot be read", e);
    }
    files.forEach(file -> styles.add(text(file), file.toString()));
    return styles;
  }

  private static String text(Path file) {
    try {
      if (Files.isDirectory(file) || Files.size(file) > MOST_BYTES) {
        throw new InvalidRequestException(file + " is no table of styles");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidRequestException("cannot read the styles in " + file + ": " + e, e);
    }
  }

  private void add(String table, String source) {
    String text = table.startsWith("\ufeff") ? table.substring(1) : table;
    try (MappingIterator<Map<String, String>> rows =
        CSV.readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(text)) {
      while (rows.hasNextValue()) {
        add(rows.nextValue(), source);
      }
    } catch (JacksonException e) {
      throw new InvalidRequestException(
          "the styles in %s cannot be read: %s"
              .formatted(source, String.valueOf(e.getOriginalMessage()).split("\\R")[0]),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("a text is read", e);
    }
  }

  private void add(Map<String, String> row, String source) {
    if (!row.containsKey("name")) {
      throw new InvalidRequestException(
          source + " is no table of styles; expected a header name,prompt,negative_prompt");
    }
    Style style =
        new Style(
            row.get("name").strip(),
            row.getOrDefault("prompt", row.getOrDefault("text", "")).strip(),
            row.getOrDefault("negative_prompt", "").strip());
    if (!style.name().isEmpty() && !(style.prompt() + style.negative()).isEmpty()) {
      byName.put(style.name(), style);
    }
  }

  /** Returns all of them by name. */
  public List<Style> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Finds styles.
   *
   * @throws InvalidRequestException if there is none of a name, with the nearest one
   */
  public List<Style> named(List<String> names) {
    List<Style> found = new ArrayList<>();
    for (String name : names) {
      Style style = byName.get(name.strip());
      if (style == null) {
        throw new InvalidRequestException(
            "style",
            "is \"%s\", which no style is called%s"
                .formatted(
                    name,
                    near(name.strip())
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("; gen styles lists them")));
      }
      found.add(style);
    }
    return found;
  }

  private Optional<String> near(String name) {
    Optional<String> within =
        byName.keySet().stream()
            .filter(known -> known.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)))
            .findFirst();
    return name.isEmpty()
        ? Optional.empty()
        : Nearest.slipOf(name.toLowerCase(Locale.ROOT), byName.keySet()).or(() -> within);
  }

  /** Returns {@code {prompt}} with styles around it, the last one outermost. */
  public static String frame(List<Style> styles) {
    String frame = Style.HOLE;
    for (Style style : styles) {
      frame = style.around(frame);
    }
    return frame;
  }

  /** Returns words in the place that a frame leaves them. */
  public static String framed(String frame, String words) {
    return frame.replace(Style.HOLE, words);
  }

  /** Returns a negative prompt with styles around it. */
  public static Optional<String> negative(List<Style> styles, Optional<String> words) {
    Optional<String> around = words;
    for (Style style : styles) {
      around = style.negativeAround(around);
    }
    return around;
  }
}
