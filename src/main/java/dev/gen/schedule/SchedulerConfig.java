package dev.gen.schedule;

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

  /** Every key that some scheduler of the reference has. */
  private static final Set<String> KNOWN =
      Set.of(
          """
          num_train_timesteps beta_start beta_end beta_schedule trained_betas prediction_type
          clip_sample clip_sample_range thresholding dynamic_thresholding_ratio sample_max_value
          set_alpha_to_one steps_offset timestep_spacing timestep_type interpolation_type
          rescale_betas_zero_snr variance_type skip_prk_steps final_sigmas_type sigma_schedule
          use_karras_sigmas use_exponential_sigmas use_beta_sigmas use_lu_lambdas rho sigma_data
          use_flow_sigmas flow_shift shift use_dynamic_shifting time_shift_type base_shift
          max_shift base_image_seq_len max_image_seq_len invert_sigmas shift_terminal
          stochastic_sampling sigma_min sigma_max solver_order solver_type solver_p
          algorithm_type lower_order_final euler_at_final lambda_min_clipped predict_x0
          disable_corrector predictor_order corrector_order tau_func original_inference_steps
          timestep_scaling noise_sampler_seed
          """
              .strip()
              .split("\\s+"));

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
    return unknown;
  }

  /** Returns whether the key is present and not null. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Returns a number; the words {@code -inf} and {@code Infinity} are numbers as well. */
  public double number(String key, double absent) {
    Object value = values.get(key);
    return value == null ? absent : toNumber(key, value);
  }

  /** Returns a number, if there is one. */
  public OptionalDouble number(String key) {
    return has(key) ? OptionalDouble.of(number(key, 0)) : OptionalDouble.empty();
  }

  /** Returns a whole number. */
  public int integer(String key, int absent) {
    return (int) number(key, absent);
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
    if (!(value instanceof List<?> list)) {
      throw wrong(key, value, "a list of numbers");
    }
    List<Double> result = new ArrayList<>();
    list.forEach(item -> result.add(toNumber(key, item)));
    return Optional.of(result);
  }

  private static double toNumber(String key, Object value) {
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
    return new ModelFormatException(
        "scheduler_config.json: \"" + key + "\" is " + found + ", expected " + expected);
  }

  @Override
  public String toString() {
    return "SchedulerConfig" + values;
  }
}
