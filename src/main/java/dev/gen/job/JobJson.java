package dev.gen.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.error.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job as one JSON object: a key for each field, by its name in snake_case.
 *
 * <p>{@code read(write(job)).equals(job)}. Reading takes more than writing gives: texts for
 * numbers, hyphens in names, {@code "style.safetensors:0.8"} for a LoRA. A key with the value null
 * leaves its field open.
 */
public final class JobJson {

  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JobJson() {}

  /**
   * Reads a job.
   *
   * @throws InvalidRequestException if the text is no JSON object, or a field is unknown or wrong
   */
  public static Job read(String json) {
    try {
      return of(JSON.readValue(json, OBJECT));
    } catch (JsonProcessingException e) {
      throw new InvalidRequestException(
          "a job is not one JSON object: " + e.getOriginalMessage().split("\\R")[0], e);
    }
  }

  /**
   * Takes names and values as a JSON reader or a table gives them.
   *
   * @throws InvalidRequestException if a field is unknown or wrong
   */
  public static Job of(Map<String, ?> values) {
    Job job = Job.EMPTY;
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      if (entry.getValue() != null) {
        job = with(job, entry.getKey(), entry.getValue());
      }
    }
    return job;
  }

  /** Returns whether a name switches something off that a field says. */
  public static boolean switchesOff(String name) {
    return List.of("no_prompt_weights", "no_completion", "no_choices")
        .contains(name.replace('-', '_'));
  }

  /** Sets a field by any name that an option has. */
  private static Job with(Job job, String name, Object value) {
    if (name.replace('-', '_').equals("no_prompt_weights")) {
      return Boolean.parseBoolean(value.toString()) ? job.with(Field.PROMPT_SYNTAX, "plain") : job;
    }
    if (name.replace('-', '_').equals("no_completion")) {
      return Boolean.parseBoolean(value.toString()) ? job.with(Field.COMPLETION, "off") : job;
    }
    if (name.replace('-', '_').equals("no_choices")) {
      return Boolean.parseBoolean(value.toString()) ? job.with(Field.CHOICES, "off") : job;
    }
    return job.with(Field.named(name), value);
  }

  /** Writes a job in one line. */
  public static String write(Job job) {
    Map<String, Object> object = new LinkedHashMap<>();
    job.plain().forEach((field, value) -> object.put(field.fieldName(), value));
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a job is plain data", e);
    }
  }
}
