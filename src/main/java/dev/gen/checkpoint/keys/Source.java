package dev.gen.checkpoint.keys;

/**
 * Where a weight lies.
 *
 * @param key the key in the file
 * @param view what part of the tensor it is
 */
public record Source(String key, View view) {

  /** What part of a stored tensor a weight is. */
  public enum View {
    /** All of it. */
    WHOLE,
    /** All of it, with rows and columns exchanged. */
    TRANSPOSED,
    /** The first third of the rows: the queries of a fused projection. */
    FIRST_THIRD,
    /** The second third of the rows: the keys. */
    SECOND_THIRD,
    /** The last third of the rows: the values. */
    LAST_THIRD
  }

  /** Returns the source that is the whole tensor of that key. */
  public static Source of(String key) {
    return new Source(key, View.WHOLE);
  }

  /** Returns the same view of another key. */
  Source renamed(String other) {
    return new Source(other, view);
  }
}
