package dev.gen.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What of the processor decides which kernels compute, and so the last bits of what they give. */
public final class Processor {

  private static final List<String> TELLING =
      List.of(
          "avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "sve");

  private static final Set<String> BYTE_PRODUCTS = Set.of("avx512_vnni", "avx_vnni", "asimddp");

  private static final String FEATURES = read(Path.of("/proc/cpuinfo"));

  private Processor() {}

  /** Returns the architecture and those features, such as {@code amd64 avx avx2 fma avx512f}. */
  public static String features() {
    return FEATURES;
  }

  /**
   * Returns whether products of bytes are fast and exact. Without the instructions for them, sums
   * of unsigned by signed bytes are cut off at 16 bits.
   *
   * @param features of a processor, as {@link #features()} gives them
   */
  public static boolean multipliesBytes(String features) {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    return features.startsWith("aarch64") && mac
        || Stream.of(features.split(" ")).anyMatch(BYTE_PRODUCTS::contains);
  }

  private static String read(Path cpuinfo) {
    List<String> features = new ArrayList<>(List.of(System.getProperty("os.arch")));
    try {
      Files.readAllLines(cpuinfo, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .findFirst()
          .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
          .ifPresent(found -> TELLING.stream().filter(found::contains).forEach(features::add));
    } catch (IOException | IllegalArgumentException e) {
      // Only Linux tells; elsewhere the architecture has to do.
    }
    return String.join(" ", features);
  }
}
