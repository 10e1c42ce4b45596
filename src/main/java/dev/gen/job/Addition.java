package dev.gen.job;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A file that is added to a model, and how much of it: a LoRA, or an embedding.
 *
 * @param name a path, or the name of a file that is looked for
 * @param scale any finite number: 1 as trained, negative for the opposite; embeddings have 1
 * @param textEncoderScale the scale for text encoders, where it is another one
 * @param sha256 of the file, 64 hexadecimal digits, where it has to be this very one
 */
public record Addition(
    String name, double scale, OptionalDouble textEncoderScale, Optional<String> sha256) {

  /** Refuses scales that are not finite. */
  public Addition {
    if (!Double.isFinite(scale) || !Double.isFinite(textEncoderScale.orElse(0))) {
      throw new IllegalArgumentException("a scale is a finite number");
    }
  }

  /** Takes the whole of a file. */
  public static Addition of(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name is empty");
    }
    return new Addition(name, 1, OptionalDouble.empty(), Optional.empty());
  }

  /**
   * Reads {@code FILE} or {@code FILE:SCALE}; a colon before a path separator belongs to the path.
   *
   * @throws IllegalArgumentException if what follows the colon is no finite number
   */
  static Addition parse(String text) {
    int colon = text.lastIndexOf(':');
    String end = text.substring(colon + 1);
    if (colon < 0 || end.contains("/") || end.contains("\\")) {
      return of(text);
    }
    return of(text.substring(0, colon)).withScale(Double.parseDouble(end));
  }

  /** Returns the same of another file. */
  public Addition withName(String other) {
    return new Addition(other, scale, textEncoderScale, sha256);
  }

  /** Returns this file at another scale. */
  public Addition withScale(double other) {
    return new Addition(name, other, textEncoderScale, sha256);
  }

  /** Returns this file with a scale of its own for text encoders. */
  public Addition withTextEncoderScale(double other) {
    return new Addition(name, scale, OptionalDouble.of(other), sha256);
  }

  /** Returns this file with its identity. */
  public Addition withSha256(String hash) {
    return new Addition(name, scale, textEncoderScale, Optional.of(hash));
  }

  /** Returns a file of this name, whichever it is. */
  public Addition withoutSha256() {
    return new Addition(name, scale, textEncoderScale, Optional.empty());
  }
}
