package dev.gen.job;

import dev.gen.error.InvalidRequestException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An option with several values, each of which makes a job of its own.
 *
 * <p>Spelled {@code steps=10,20,30}, {@code guidance-scale=3..9:2} for 3, 5, 7 and 9, or {@code
 * prompt:red=blue,green}, which puts words in the place of a word. Semicolons separate values that
 * have commas in them.
 *
 * @param name of the option, or the word that is replaced
 * @param values in the order in which they are drawn, at least one
 */
public record Sweep(String name, List<Value> values) {

  /** More values than anybody looks at. */
  private static final int MOST = 10_000;

  private static final String NUMBER = "(-?\\d{1,20}(?:\\.\\d{1,12})?)";
  private static final Pattern RANGE =
      Pattern.compile(NUMBER + "\\.\\." + NUMBER + "(?::" + NUMBER + ")?");
  private static final List<Field> NEVER =
      List.of(
          Field.COUNT,
          Field.OUTPUT,
          Field.VERSION,
          Field.PROCESSOR,
          Field.DRAWN_PROMPT,
          Field.DRAWN_NEGATIVE_PROMPT);

  /**
   * One of the values.
   *
   * @param text as it is shown
   * @param change says what another job says anew
   */
  public record Value(String text, Function<Job, Job> change) {}

  /**
   * Reads a sweep.
   *
   * @throws InvalidRequestException if its option is unknown, or it has no values or wrong ones
   */
  public static Sweep parse(String text) {
    int equals = text.indexOf('=');
    int colon = text.lastIndexOf(':', equals);
    String option = text.substring(0, Math.max(0, colon < 0 ? equals : colon)).strip();
    Field field = option.isEmpty() ? null : Field.named(option.replaceFirst("^--", ""));
    List<String> texts = split(text.substring(equals + 1));
    if (field == null || texts.isEmpty()) {
      throw new InvalidRequestException(
          "sweep",
          "is \"%s\", which sweeps nothing; expected an option and its values, such as"
                  .formatted(text)
              + " steps=10,20,30");
    }
    if (NEVER.contains(field)) {
      throw new InvalidRequestException("sweep", "cannot go over " + field.optionName());
    }
    return colon < 0
        ? new Sweep(field.optionName(), values(field, texts))
        : new Sweep("", replacing(field, text.substring(colon + 1, equals), texts));
  }

  private static List<String> split(String values) {
    List<String> texts = new ArrayList<>();
    for (String value : values.split(values.contains(";") ? ";" : ",")) {
      if (!value.isBlank()) {
        texts.add(value.strip());
      }
    }
    return texts;
  }

  private static List<Value> values(Field field, List<String> texts) {
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      Matcher range = RANGE.matcher(text);
      List<String> each =
          field.isNumber() && range.matches() ? numbers(text, range) : List.of(text);
      for (String one : each) {
        Job change = Job.EMPTY.with(field, one);
        values.add(new Value(one, job -> change));
      }
    }
    return List.copyOf(values);
  }

  private static List<String> numbers(String text, Matcher range) {
    BigDecimal first = new BigDecimal(range.group(1));
    BigDecimal last = new BigDecimal(range.group(2));
    BigDecimal step = range.group(3) == null ? BigDecimal.ONE : new BigDecimal(range.group(3));
    if (step.signum() <= 0 || last.compareTo(first) < 0) {
      throw new InvalidRequestException(
          "sweep", "goes over nothing from %s; expected such as 3..9:2".formatted(text));
    }
    BigDecimal count = last.subtract(first).divide(step, 0, RoundingMode.DOWN).add(BigDecimal.ONE);
    if (count.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw new InvalidRequestException(
          "sweep", "has %s values in %s, at most %d are drawn".formatted(count, text, MOST));
    }
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count.intValue(); i++) {
      BigDecimal number = first.add(step.multiply(BigDecimal.valueOf(i)));
      numbers.add(number.stripTrailingZeros().toPlainString());
    }
    return numbers;
  }

  private static List<Value> replacing(Field field, String word, List<String> texts) {
    return texts.stream()
        .map(text -> new Value(text, job -> replaced(job, field, word, text)))
        .toList();
  }

  private static Job replaced(Job job, Field field, String word, String text) {
    String whole = job.text(field).orElse("");
    if (word.isEmpty() || !whole.contains(word)) {
      throw new InvalidRequestException(
          "sweep",
          "replaces \"%s\", which the %s does not have"
              .formatted(word, field.fieldName().replace('_', ' ')));
    }
    return Job.EMPTY.with(field, whole.replace(word, text));
  }

  /** Returns a value with the option that it is of, for labels. */
  public String label(Value value) {
    return name.isEmpty() ? value.text() : name + " " + value.text();
  }
}
