package dev.gen.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One prepared network on disk: ONNX Runtime's optimised graph, its weights, and a seal that says
 * how long both are and what they add up to. The graph is empty where only weights are kept.
 *
 * <p>A folder without a seal, or one that does not fit it, counts as none. Of a large file, the sum
 * is of samples, so that checking it takes milliseconds.
 *
 * @param folder holds all three
 */
record PreparedNetwork(Path folder) {

  static final String WEIGHTS = "weights.bin";

  private static final String GRAPH = "network.onnx";
  private static final String SEAL = "seal";
  private static final int SAMPLES = 256;
  private static final int SAMPLE_BYTES = 4096;

  Path graph() {
    return folder.resolve(GRAPH);
  }

  Path weights() {
    return folder.resolve(WEIGHTS);
  }

  /** Writes the seal, after which the network counts; says what it was made from. */
  void seal(String name) throws IOException {
    Files.writeString(folder.resolve(SEAL), sums() + "\n" + name.replace('\n', ' ') + "\n");
  }

  /** Returns whether the files are those that were sealed. */
  boolean isWhole() {
    try {
      return lines().get(0).equals(sums());
    } catch (IOException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  /** Returns what the network was made from. */
  String name() {
    try {
      return lines().get(1);
    } catch (IOException | IndexOutOfBoundsException e) {
      return "damaged";
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve(SEAL), StandardCharsets.UTF_8);
  }

  /** Notes that the network was used just now. */
  void touch() throws IOException {
    Files.setLastModifiedTime(folder.resolve(SEAL), FileTime.from(Instant.now()));
  }

  Instant lastUse() {
    try {
      return Files.getLastModifiedTime(folder.resolve(SEAL)).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  long bytes() {
    return size(GRAPH) + size(WEIGHTS) + size(SEAL);
  }

  private long size(String file) {
    try {
      return Files.size(folder.resolve(file));
    } catch (IOException e) {
      return 0;
    }
  }

  private String sums() throws IOException {
    return sum(graph()) + (Files.exists(weights()) ? " " + sum(weights()) : "");
  }

  private static String sum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    try (FileChannel in = FileChannel.open(file)) {
      long size = in.size();
      long stride = Math.max(SAMPLE_BYTES, (size - SAMPLE_BYTES) / SAMPLES);
      ByteBuffer sample = ByteBuffer.allocate(SAMPLE_BYTES);
      for (long at = 0; at < size; at += stride) {
        in.read(sample.clear(), at);
        sum.update(sample.flip());
      }
      return size + "-" + Long.toHexString(sum.getValue());
    }
  }
}
