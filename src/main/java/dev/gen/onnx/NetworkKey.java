package dev.gen.onnx;

import dev.gen.files.Fingerprints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a prepared network depends on, as a name: 64 hexadecimal digits. */
final class NetworkKey {

  /** Changed when networks are opened in another way than before. */
  private static final int FORM = 1;

  private NetworkKey() {}

  /**
   * Returns the name of a network that is opened by this program on this machine: of its graph, of
   * its files by path, size and time of change, of the runtime and of the processor.
   *
   * @param runtime the version of ONNX Runtime
   * @return empty if a file cannot be looked at
   */
  static Optional<String> of(OnnxModel network, String runtime) {
    String graph = network.graph() == null ? "" : Fingerprints.sha256(network.graph());
    return of(List.of(graph), network.files(), runtime);
  }

  /** Returns the name of weights by the same facts: of all graphs that compute them. */
  static Optional<String> of(ComputedFile weights, String runtime) {
    List<String> graphs = new ArrayList<>();
    Set<Path> files = new LinkedHashSet<>();
    try {
      for (Supplier<byte[]> supplier : weights.graphs().values()) {
        byte[] graph = supplier.get();
        graphs.add(Fingerprints.sha256(graph));
        OnnxHeader.weightFiles(new ByteArrayInputStream(graph)).stream()
            .map(weights.root()::resolve)
            .forEach(files::add);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return of(graphs, files, runtime);
  }

  private static Optional<String> of(List<String> graphs, Collection<Path> files, String runtime) {
    StringBuilder facts = new StringBuilder();
    facts.append(FORM).append('\n').append(runtime).append('\n');
    facts.append(System.getProperty("os.name")).append('\n');
    facts.append(Processor.features()).append('\n');
    graphs.forEach(graph -> facts.append(graph).append('\n'));
    try {
      for (Path file : files) {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        facts.append(now.size()).append(' ').append(now.lastModifiedTime().toInstant());
        facts.append(' ').append(file.toRealPath()).append('\n');
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(Fingerprints.sha256(facts.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
