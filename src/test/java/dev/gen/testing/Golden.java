package dev.gen.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of reference numbers: {@code $GEN_GOLDEN}, or {@code ../shared/golden} beside the
 * project. Tests that need a file which is not there are skipped with a reason.
 */
public final class Golden {

  private static final Path ROOT =
      Path.of(Optional.ofNullable(System.getenv("GEN_GOLDEN")).orElse("../shared/golden"));

  private Golden() {}

  /** Returns the path of a golden file or folder; skips the test where it is missing. */
  public static Path path(String relative) {
    Path path = ROOT.resolve(relative);
    assumeTrue(Files.exists(path), () -> "no golden data at " + path + "; set GEN_GOLDEN");
    return path;
  }

  /** Reads a golden JSON file; skips the test where it is missing. */
  public static JsonNode json(String relative) {
    Path path = path(relative);
    try {
      return new ObjectMapper().readTree(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
