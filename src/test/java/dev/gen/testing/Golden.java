package dev.gen.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gen.image.RgbImage;
import dev.gen.random.NoiseSource;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds and reads the numbers that the reference implementation itself produced.
 *
 * <p>They lie outside the project, in the folder that {@code GEN_GOLDEN} names, else in {@code
 * ../shared/golden}. Tests skip with a reason where it is missing, or fail if {@code
 * GEN_GOLDEN_REQUIRED} is 1.
 */
public final class Golden {

  private static final Path ROOT =
      Path.of(Optional.ofNullable(System.getenv("GEN_GOLDEN")).orElse("../shared/golden"));

  private static final boolean REQUIRED = "1".equals(System.getenv("GEN_GOLDEN_REQUIRED"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  /** Returns the path of a recorded file or folder; skips the running test where it is missing. */
  public static Path path(String relative) {
    if (REQUIRED && !Files.isDirectory(ROOT)) {
      throw new AssertionError("no folder " + ROOT.toAbsolutePath() + ", but it is required");
    }
    Path path = ROOT.resolve(relative);
    assumeTrue(Files.exists(path), () -> "no recorded numbers at " + path + "; set GEN_GOLDEN");
    return path;
  }

  /** Reads a recorded JSON file; skips the running test where it is missing. */
  public static JsonNode json(String relative) {
    return read(path(relative));
  }

  /** Returns the files of a folder that end in {@code .json} and do not start with {@code _}. */
  public static List<Path> cases(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> isCase(file.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCase(String name) {
    return name.endsWith(".json") && !name.startsWith("_");
  }

  /** Reads a JSON file. */
  public static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a JSON object as plain maps, lists, numbers and words. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(JsonNode object) {
    try {
      return JSON.treeToValue(object, Map.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a JSON array of numbers. */
  public static double[] doubles(JsonNode array) {
    double[] result = new double[array.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = array.get(i).asDouble();
    }
    return result;
  }

  /** Returns the recordings' noise: sums of twelve splitmix64 draws, unit variance. */
  public static float[] noise(long seed, int count) {
    float[] result = new float[count];
    long state = seed;
    for (int i = 0; i < count; i++) {
      long sum = 0;
      for (int k = 0; k < 12; k++) {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        sum += (z ^ (z >>> 31)) >>> 40;
      }
      result[i] = (float) ((sum - 6L * (1 << 24)) / 16777216.0);
    }
    return result;
  }

  /** Returns the recordings' noise as a tensor. */
  public static FloatTensor noise(long seed, Shape shape) {
    return FloatTensor.of(shape, noise(seed, shape.elements()));
  }

  /** Returns a source whose k-th draw is the recordings' noise of seed {@code first + k}. */
  public static NoiseSource noiseFrom(long first) {
    return new NoiseSource() {
      private long next = first;

      @Override
      public FloatTensor draw(Shape shape) {
        return noise(next++, shape);
      }
    };
  }

  /** Returns the picture that recorded runs start from. */
  public static RgbImage picture(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int channel = i % 3;
      rgb[i] = (byte) (3 * (i / 3 % width) + 5 * (i / 3 / width) * (channel + 1) + 60 * channel);
    }
    return new RgbImage(width, height, rgb);
  }

  /** Returns the mask of recorded runs, {@code [1, 1, h, w]}, 1 where they paint anew. */
  public static FloatTensor mask(int width, int height) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      int x = i % width;
      int y = i / width;
      boolean inside = x >= width / 4 && x < 5 * width / 8 && y >= height / 4 && y < 3 * height / 4;
      values[i] = inside ? 1 : 0;
    }
    return FloatTensor.of(new Shape(1, 1, height, width), values);
  }
}
