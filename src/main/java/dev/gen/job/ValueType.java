package dev.gen.job;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values a field takes: each has one form in a {@link Job}, and several spellings outside.
 *
 * <p>{@link #of} takes a text, as options and CSV give it, or what a JSON reader gives: a number, a
 * boolean, a list or a map. {@link #plain} returns the latter.
 */
sealed interface ValueType {

  /**
   * Returns the value in its one form.
   *
   * @throws IllegalArgumentException if the type has no such value
   */
  Object of(Object raw);

  /** Returns what was expected, for messages. */
  String expected();

  /** Returns the value as JSON has it. */
  default Object plain(Object value) {
    return value;
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException("no such value");
  }

  private static String text(Object raw) {
    if (raw instanceof String text) {
      return text;
    }
    throw refused();
  }

  /** Reads a whole number of at most 25 digits; larger ones cost more than they say. */
  private static BigInteger whole(Object raw) {
    BigDecimal value = new BigDecimal(raw.toString().strip());
    if (value.precision() - value.scale() > 25 || value.scale() > 25) {
      throw refused();
    }
    return value.toBigIntegerExact();
  }

  /** Any text; {@code String}. */
  record Text() implements ValueType {
    @Override
    public Object of(Object raw) {
      return raw instanceof Number ? raw.toString() : text(raw);
    }

    @Override
    public String expected() {
      return "a text";
    }
  }

  /** Texts in an order; {@code List<String>}. */
  record Texts() implements ValueType {
    @Override
    public Object of(Object raw) {
      List<?> items = raw instanceof List<?> list ? list : List.of(raw);
      return items.stream().map(ValueType::text).toList();
    }

    @Override
    public String expected() {
      return "a text, or a list of texts";
    }
  }

  /** One of some words, whatever their case; {@code String}. */
  record Choice(List<String> words) implements ValueType {
    @Override
    public Object of(Object raw) {
      String wanted = text(raw).strip();
      return words.stream()
          .filter(word -> word.equalsIgnoreCase(wanted))
          .findFirst()
          .orElseThrow(ValueType::refused);
    }

    @Override
    public String expected() {
      int last = words.size() - 1;
      return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
  }

  /** Yes or no; {@code Boolean}. */
  record Flag() implements ValueType {
    @Override
    public Object of(Object raw) {
      return raw instanceof Boolean
          ? raw
          : new Choice(List.of("true", "false")).of(raw).equals("true");
    }

    @Override
    public String expected() {
      return "true or false";
    }
  }

  /** A whole number within a range, both ends included; {@code Integer}. */
  record Whole(int min, int max) implements ValueType {
    @Override
    public Object of(Object raw) {
      int value = whole(raw).intValueExact();
      if (value < min || value > max) {
        throw refused();
      }
      return value;
    }

    @Override
    public String expected() {
      return max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
    }
  }

  /**
   * A finite number within a range; {@code Double}.
   *
   * @param min the smallest value, or the value that all are above
   * @param above whether {@code min} itself is left out
   */
  record Decimal(double min, boolean above, double max) implements ValueType {
    @Override
    public Object of(Object raw) {
      double value = Double.parseDouble(raw.toString().strip());
      boolean inside = above ? value > min : value >= min;
      if (!inside || !(value <= max) || Double.isInfinite(value)) {
        throw refused();
      }
      return value;
    }

    @Override
    public String expected() {
      if (max == Double.MAX_VALUE) {
        return "a finite number such as 7.5";
      }
      return above
          ? "above " + shown(min) + " and at most " + shown(max)
          : shown(min) + " to " + shown(max);
    }

    private static String shown(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /**
   * A seed, 64 bits: {@code Long}, written without a sign; a negative number stands for the seed
   * with the same bits, as in torch.
   */
  record Seed() implements ValueType {
    private static final BigInteger END = BigInteger.ONE.shiftLeft(64);

    @Override
    public Object of(Object raw) {
      BigInteger value = whole(raw);
      if (value.compareTo(END) >= 0
          || value.bitLength() > 64
          || value.signum() < 0 && value.bitLength() > 63) {
        throw refused();
      }
      return value.longValue();
    }

    @Override
    public Object plain(Object value) {
      return new BigInteger(Long.toUnsignedString((Long) value));
    }

    @Override
    public String expected() {
      return "a whole number from 0 to 18446744073709551615";
    }
  }

  /** Two numbers of pixels such as {@code 1024x768} or {@code 0,64}; {@code String}. */
  record Pair() implements ValueType {
    private static final Pattern PAIR = Pattern.compile("\\d{1,5}[x,]\\d{1,5}");

    @Override
    public Object of(Object raw) {
      String pair = text(raw).strip();
      if (!PAIR.matcher(pair).matches()) {
        throw refused();
      }
      return pair;
    }

    @Override
    public String expected() {
      return "two numbers such as 1024x1024";
    }
  }

  /**
   * Two rising numbers from 0 on, such as {@code 0.28..5.42}; either may be left out, which leaves
   * that side open; {@code String}.
   */
  record Range() implements ValueType {
    private static final Pattern RANGE = Pattern.compile("(\\d*\\.?\\d+)?\\.\\.(\\d*\\.?\\d+)?");

    @Override
    public Object of(Object raw) {
      String range = text(raw).strip();
      Matcher ends = RANGE.matcher(range);
      if (range.length() > 40 || !ends.matches()) {
        throw refused();
      }
      if (ends.group(1) != null
          && ends.group(2) != null
          && Double.parseDouble(ends.group(1)) > Double.parseDouble(ends.group(2))) {
        throw refused();
      }
      return range;
    }

    @Override
    public String expected() {
      return "two rising numbers such as 0.28..5.42, either of which may be left out";
    }
  }

  /** Files that are added to a model, each with how much of it; {@code List<Addition>}. */
  record Additions() implements ValueType {
    @Override
    public Object of(Object raw) {
      List<?> items = raw instanceof List<?> list ? list : List.of(raw);
      List<Addition> additions = new ArrayList<>();
      for (Object item : items) {
        additions.add(item instanceof Map<?, ?> map ? ofMap(map) : Addition.parse(text(item)));
      }
      return List.copyOf(additions);
    }

    private static Addition ofMap(Map<?, ?> map) {
      Addition addition = Addition.of(text(map.get("name")));
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object value = entry.getValue();
        addition =
            switch (String.valueOf(entry.getKey())) {
              case "name" -> addition;
              case "scale" -> addition.withScale(number(value));
              case "text_encoder_scale" -> addition.withTextEncoderScale(number(value));
              case "sha256" -> addition.withSha256(text(value));
              default -> throw refused();
            };
      }
      return addition;
    }

    private static double number(Object value) {
      return (Double) new Decimal(-Double.MAX_VALUE, false, Double.MAX_VALUE).of(value);
    }

    @Override
    @SuppressWarnings("unchecked") // Of the only form that this type has.
    public Object plain(Object value) {
      return ((List<Addition>) value).stream().map(Additions::plain).toList();
    }

    private static Map<String, Object> plain(Addition addition) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", addition.name());
      map.put("scale", addition.scale());
      addition.textEncoderScale().ifPresent(scale -> map.put("text_encoder_scale", scale));
      addition.sha256().ifPresent(hash -> map.put("sha256", hash));
      return map;
    }

    @Override
    public String expected() {
      return "FILE or FILE:SCALE such as style.safetensors:0.8";
    }
  }
}
