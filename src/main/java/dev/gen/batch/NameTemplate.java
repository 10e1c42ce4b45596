package dev.gen.batch;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.Slug;
import dev.gen.image.PictureFormat;
import dev.gen.job.Field;
import dev.gen.job.Job;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names made from jobs: {@code out/{index:05}-{seed}-{prompt:30}.png}.
 *
 * <p>Between braces stands {@code index}, the number of the job, or any field of a job. A number
 * after a colon is the length: numbers are filled with zeros when it begins with 0, texts are cut.
 * What no file name holds becomes a hyphen, so a value never reaches into another folder.
 */
public final class NameTemplate {

  private static final Pattern PART = Pattern.compile("\\{([a-z0-9_]+)(?::(\\d{1,3}))?}");
  private static final int USUAL_LENGTH = 50;
  private static final String USUAL = "{index:05}-{seed}-{prompt:30}.png";

  private final String template;

  private NameTemplate(String template) {
    this.template = template;
  }

  /**
   * Checks a template.
   *
   * @param text a template, or a folder, for which the usual names are taken
   * @throws InvalidRequestException if a name between braces is none of a job
   */
  public static NameTemplate of(String text) {
    boolean folder = text.isEmpty() || text.endsWith("/") || Path.of(text).toFile().isDirectory();
    String whole = folder ? Path.of(text).resolve(USUAL).toString() : text;
    if (PictureFormat.ofName(whole).isEmpty()) {
      throw new InvalidRequestException(
          "output",
          "is \"%s\", expected a folder with a slash at its end, or names ending in one of %s"
              .formatted(text, PictureFormat.allEndings()));
    }
    PART.matcher(whole).results().forEach(part -> requireKnown(part.group(1)));
    if (PART.matcher(whole).replaceAll("").matches(".*[{}].*")) {
      throw new InvalidRequestException(
          "the name \"%s\" has braces that hold no name, expected such as %s"
              .formatted(text, USUAL));
    }
    return new NameTemplate(whole);
  }

  private static void requireKnown(String name) {
    if (!name.equals("index")) {
      Field.named(name);
    }
  }

  /**
   * Returns the name of a picture.
   *
   * @param index of the job, from 1
   * @param record the resolved job of this one picture
   */
  public Path name(int index, Job record) {
    Map<Field, Object> values = record.plain();
    return Path.of(
        PART.matcher(template)
            .replaceAll(part -> Matcher.quoteReplacement(value(part, index, values))));
  }

  private static String value(MatchResult part, int index, Map<Field, Object> values) {
    Object value = part.group(1).equals("index") ? index : values.get(Field.named(part.group(1)));
    Optional<String> length = Optional.ofNullable(part.group(2));
    if (value instanceof Number && length.isPresent() && length.get().startsWith("0")) {
      return "0".repeat(Math.max(0, Integer.parseInt(length.get()) - value.toString().length()))
          + value;
    }
    return value instanceof Number
        ? value.toString()
        : Slug.of(
            value == null ? "none" : value.toString(),
            length.map(Integer::valueOf).orElse(USUAL_LENGTH));
  }

  /** Returns a name for one more picture of the same name: {@code a-2.png}. */
  public static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return file.resolveSibling(stem + "-" + number + (dot < 0 ? "" : name.substring(dot)));
  }

  /** Returns whether no two pictures of a list get the same name. */
  public boolean tellsApart() {
    return template.contains("{index") && template.contains("{seed");
  }

  /** Returns the folder that keeps track of the pictures: the last one that no value decides. */
  public Path folder() {
    int brace = template.indexOf('{');
    String fixed = brace < 0 ? template : template.substring(0, brace);
    int slash = fixed.lastIndexOf('/');
    return Path.of(slash < 0 ? "" : fixed.substring(0, slash + 1)).toAbsolutePath();
  }
}
