package dev.gen.model;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The weights of a network as they are stored.
 *
 * @param name of the part of the model, as a directory has it
 * @param parameters how many numbers there are by the name of their type, as {@code float16}
 * @param bytes how many bytes they take
 * @param files that hold them
 */
public record StoredNetwork(
    String name, SortedMap<String, Long> parameters, long bytes, SortedSet<Path> files) {

  /** Returns how many numbers there are of all types. */
  public long total() {
    return parameters.values().stream().mapToLong(Long::longValue).sum();
  }
}
