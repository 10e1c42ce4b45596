package dev.gen.onnx;

import dev.gen.files.Fingerprints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

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
    StringBuilder facts = new StringBuilder();
    facts.append(FORM).append('\n').append(runtime).append('\n');
    facts.append(System.getProperty("os.name")).append('\n');
    facts.append(Processor.features()).append('\n');
    facts.append(network.graph() == null ? "" : Fingerprints.sha256(network.graph())).append('\n');
    try {
      for (Path file : network.files()) {
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
