package dev.gen.job;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A picture that somebody wants: plain data, nothing resolved.
 *
 * <p>The command line, a line of a batch, a request over a wire and the record inside a picture all
 * say the same thing in the same words, so all of them are this. What a job leaves open is decided
 * by the model when the job is planned; the plan's job has nothing left open. Immutable.
 */
public final class Job {

  /** Leaves everything open. */
  public static final Job EMPTY = new Job(new EnumMap<>(Field.class));

  private final Map<Field, Object> values;

  private Job(EnumMap<Field, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Returns this job with a field set.
   *
   * @param raw the value as a text, a number, a boolean, a list or a map
   * @throws dev.gen.error.InvalidRequestException if the field has no such value
   */
  public Job with(Field field, Object raw) {
    return set(field, field.value(raw));
  }

  /** Returns this job with a field set, if there is something to set. */
  public Job with(Field field, Optional<?> raw) {
    return raw.isPresent() ? with(field, raw.get()) : this;
  }

  /** Returns this job with these additions in place of those that the field has. */
  public Job with(Field field, List<Addition> additions) {
    return additions.isEmpty() ? without(field) : set(field, List.copyOf(additions));
  }

  private Job set(Field field, Object value) {
    EnumMap<Field, Object> changed = copy();
    changed.put(field, value);
    return new Job(changed);
  }

  /** Returns this job with fields left open. */
  public Job without(Field... fields) {
    EnumMap<Field, Object> changed = copy();
    List.of(fields).forEach(changed::remove);
    return new Job(changed);
  }

  /** Returns what this job says in some fields, everything else left open. */
  public Job only(List<Field> fields) {
    EnumMap<Field, Object> some = copy();
    some.keySet().retainAll(fields);
    return new Job(some);
  }

  /** Returns this job with what it leaves open taken from another. */
  public Job over(Job defaults) {
    EnumMap<Field, Object> joined = defaults.copy();
    joined.putAll(values);
    return new Job(joined);
  }

  private EnumMap<Field, Object> copy() {
    EnumMap<Field, Object> copy = new EnumMap<>(Field.class);
    copy.putAll(values);
    return copy;
  }

  /** Returns whether a field is set. */
  public boolean has(Field field) {
    return values.containsKey(field);
  }

  /** Returns the fields that are set, in their order, each with a value that JSON can hold. */
  public Map<Field, Object> plain() {
    EnumMap<Field, Object> plain = new EnumMap<>(Field.class);
    values.forEach((field, value) -> plain.put(field, field.plain(value)));
    return plain;
  }

  /** Returns the text of a field of texts. */
  public Optional<String> text(Field field) {
    return Optional.ofNullable((String) values.get(field));
  }

  /** Returns the texts of a field of several. */
  @SuppressWarnings("unchecked") // The only form that such a field's type gives.
  public List<String> texts(Field field) {
    return (List<String>) values.getOrDefault(field, List.of());
  }

  /** Returns the number of a field of whole numbers. */
  public OptionalInt whole(Field field) {
    Integer value = (Integer) values.get(field);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Returns the number of a field of numbers. */
  public OptionalDouble decimal(Field field) {
    Double value = (Double) values.get(field);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns the bits of the seed, which is written without a sign. */
  public Optional<Long> seed() {
    return Optional.ofNullable((Long) values.get(Field.SEED));
  }

  /** Returns the files of a field of additions. */
  @SuppressWarnings("unchecked") // The only form that such a field's type gives.
  public List<Addition> additions(Field field) {
    return (List<Addition>) values.getOrDefault(field, List.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Job job && values.equals(job.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
