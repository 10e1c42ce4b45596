package dev.gen.graph.nodes;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A file of weights that adapters change or that save time, which does not exist until somebody
 * computes it.
 *
 * @param path where a network looks for it: a name that no other network has
 * @param root the folder that the graphs' own file names are relative to
 * @param bytes of the whole file
 * @param largest bytes of the largest weight
 * @param graphs what to compute by the names of the weights, in the order of the file: each graph
 *     has no input and at least two outputs: the weight as it stands in the file, a number that is
 *     not finite if one of its numbers is not, and what else is as large
 */
public record MergedFile(
    Path path, Path root, long bytes, int largest, Map<String, Supplier<byte[]>> graphs) {

  /** Copies the map, keeping its order. */
  public MergedFile {
    graphs = Collections.unmodifiableMap(new LinkedHashMap<>(graphs));
  }
}
