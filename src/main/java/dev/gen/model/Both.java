package dev.gen.model;

/**
 * What there is of a prompt and of its negative.
 *
 * @param <T> what it is
 * @param positive for what the picture shows
 * @param negative for what it should not show
 */
public record Both<T>(T positive, T negative) {

  /** Returns the same for both sides. */
  public static <T> Both<T> same(T one) {
    return new Both<>(one, one);
  }
}
