package dev.gen.checkpoint.adapter;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a file does to one module of a model.
 *
 * @param weight to its weight, or a norm's scale
 * @param bias to its bias
 */
public record Adapter(Optional<Change> weight, Optional<Change> bias) {

  /** Returns the changes that there are. */
  public Stream<Change> changes() {
    return Stream.of(weight, bias).flatMap(Optional::stream);
  }
}
