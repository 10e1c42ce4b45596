package dev.gen.schedule;

import static java.util.Map.entry;

import dev.gen.error.ModelFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a model's {@code scheduler_config.json}.
 *
 * <p>Exists because absent keys mean different things to different samplers: whoever reads a key
 * names its own default. A key that is {@code null} counts as absent. Immutable.
 */
public final class SchedulerConfig {

  /** Every key that some scheduler of the reference has, besides those of {@link #RANGES}. */
  private static final Set<String> KNOWN =
      Set.of(
          """
          beta_schedule prediction_type clip_sample thresholding set_alpha_to_one timestep_spacing
          timestep_type interpolation_type rescale_betas_zero_snr variance_type skip_prk_steps
          final_sigmas_type sigma_schedule use_karras_sigmas use_exponential_sigmas
          use_beta_sigmas use_lu_lambdas use_flow_sigmas use_dynamic_shifting time_shift_type
          invert_sigmas stochastic_sampling solver_type solver_p algorithm_type
          lower_order_final euler_at_final predict_x0 disable_corrector tau_func
          """
              .strip()
              .split("\\s+"));

  /** Numbers, or lists of them, and what they may be, both ends included. */
  private static final Map<String, Range> RANGES =
      Map.ofEntries(
          entry("num_train_timesteps", new Range(2, 100_000)),
          entry("beta_start", Range.SHARE),
          entry("beta_end", Range.SHARE),
          entry("trained_betas", Range.SHARE),
          entry("clip_sample_range", Range.POSITIVE),
          entry("dynamic_thresholding_ratio", new Range(0, 1)),
          entry("sample_max_value", Range.POSITIVE),
          entry("steps_offset", new Range(0, 1000)),
          entry("original_inference_steps", new Range(1, 100_000)),
          entry("rho", Range.POSITIVE),
          entry("sigma_data", Range.POSITIVE),
          entry("sigma_min", Range.POSITIVE),
          entry("sigma_max", Range.POSITIVE),
          entry("flow_shift", Range.POSITIVE),
          entry("shift", Range.POSITIVE),
          entry("base_shift", Range.ANY),
          entry("max_shift", Range.ANY),
          entry("base_image_seq_len", Range.COUNT),
          entry("max_image_seq_len", Range.COUNT),
          entry("shift_terminal", Range.SHARE),
          entry("solver_order", new Range(1, 10)),
          entry("predictor_order", new Range(1, 10)),
          entry("corrector_order", new Range(0, 10)),
          entry("lambda_min_clipped", new Range(Double.NEGATIVE_INFINITY, 1e6)),
          entry("timestep_scaling", Range.ANY),
          entry("noise_sampler_seed", Range.ANY));

  private static final int MOST_SHOWN = 60;
  private static final int MOST_BETAS = 100_000;

  /** The smallest and the largest number that makes sense. */
  private record Range(double lowest, double highest) {

    static final Range SHARE = new Range(0, Math.nextDown(1.0f));
    static final Range POSITIVE = new Range(1e-9, 1e9);
    static final Range COUNT = new Range(1, Integer.MAX_VALUE);
    static final Range ANY = new Range(-Double.MAX_VALUE, Double.MAX_VALUE);

    boolean holds(double number) {
      return number >= lowest && number <= highest;
    }

    @Override
    public String toString() {
      return text(lowest) + " to " + text(highest);
    }

    private static String text(double number) {
      return number == (long) number ? Long.toString((long) number) : Double.toString(number);
    }
  }

  private final Map<String, Object> values;

  private SchedulerConfig(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Wraps a parsed JSON object.
   *
   * @param values numbers, strings, booleans, lists or nulls by key; copied
   */
  public static SchedulerConfig of(Map<String, Object> values) {
    Map<String, Object> present = new LinkedHashMap<>(values);
    present.values().removeIf(value -> value == null);
    return new SchedulerConfig(present);
  }

  /** Returns these settings with some of them replaced. */
  public SchedulerConfig with(Map<String, Object> overrides) {
    Map<String, Object> merged = new LinkedHashMap<>(values);
    merged.putAll(overrides);
    return of(merged);
  }

  /** Returns these settings with one of them replaced. */
  public SchedulerConfig with(String key, Object value) {
    return with(Map.of(key, value));
  }

  /** Returns these settings with absent ones filled in. */
  public SchedulerConfig withDefaults(Map<String, Object> defaults) {
    Map<String, Object> merged = new LinkedHashMap<>(defaults);
    merged.putAll(values);
    return of(merged);
  }

  /** Returns the scheduler class that the file names, or an empty string. */
  public String className() {
    return word("_class_name", "");
  }

  /** Returns the keys that no sampler reads, private ones (with a leading {@code _}) left out. */
  public Set<String> unknownKeys() {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeIf(key -> key.startsWith("_"));
    unknown.removeAll(KNOWN);
    unknown.removeAll(RANGES.keySet());
    return unknown;
  }

  /** Returns whether the key is present and not null. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * Returns a number; the words {@code -inf} and {@code Infinity} are numbers as well.
   *
   * @throws ModelFormatException if it is something else or beyond what makes sense
   */
  public double number(String key, double absent) {
    Object value = values.get(key);
    return value == null ? absent : toNumber(key, value);
  }

  /** Returns a number, if there is one. */
  public OptionalDouble number(String key) {
    return has(key) ? OptionalDouble.of(number(key, 0)) : OptionalDouble.empty();
  }

  /**
   * Returns a whole number.
   *
   * @throws ModelFormatException if it is something else or beyond what makes sense
   */
  public int integer(String key, int absent) {
    double number = number(key, absent);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong(key, values.get(key), "a whole number");
    }
    return (int) number;
  }

  /** Returns a switch. */
  public boolean flag(String key, boolean absent) {
    Object value = values.getOrDefault(key, absent);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, value, "true or false");
  }

  /** Returns a word. */
  public String word(String key, String absent) {
    return String.valueOf(values.getOrDefault(key, absent));
  }

  /** Returns a list of numbers, if there is one. */
  public Optional<List<Double>> numbers(String key) {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof List<?> list) || list.size() > MOST_BETAS) {
      throw wrong(key, value, "a list of at most " + MOST_BETAS + " numbers");
    }
    List<Double> result = new ArrayList<>();
    list.forEach(item -> result.add(toNumber(key, item)));
    return Optional.of(result);
  }

  private static double toNumber(String key, Object value) {
    double number = parsed(key, value);
    Range range = RANGES.get(key);
    if (range != null && !range.holds(number)) {
      throw wrong(key, value, range.toString());
    }
    return number;
  }

  private static double parsed(String key, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    String word = String.valueOf(value).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "inf", "infinity", "+inf", "+infinity" -> Double.POSITIVE_INFINITY;
      default -> throw wrong(key, value, "a number");
    };
  }

  /** Returns the error for a setting that cannot be used. */
  public static ModelFormatException wrong(String key, Object found, String expected) {
    String shown = String.valueOf(found);
    String start = shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) + "..." : shown;
    return new ModelFormatException(
        "scheduler_config.json: \"" + key + "\" is " + start + ", expected " + expected);
  }

  @Override
  public String toString() {
    return "SchedulerConfig" + values;
  }
}
