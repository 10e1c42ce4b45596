package dev.gen.random;

import dev.gen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The noises to choose from: which program's seeds a run understands. */
public enum NoiseKind {
  /** The CPU generator of torch. */
  TORCH("torch", "as diffusers and other programs draw on the CPU with torch", TorchCpuNoise::new),
  /** The legacy generator of NumPy. */
  NUMPY("numpy", "as numpy.random.RandomState draws; seeds up to 4294967295", NumPyNoise::new),
  /** The CUDA generator of torch. */
  PHILOX("philox", "as torch draws on an NVIDIA GPU, and stable-diffusion.cpp", PhiloxNoise::new);

  private final String cliName;
  private final String description;
  private final LongFunction<NoiseSource> factory;

  NoiseKind(String cliName, String description, LongFunction<NoiseSource> factory) {
    this.cliName = cliName;
    this.description = description;
    this.factory = factory;
  }

  /** Returns the name that users type. */
  public String cliName() {
    return cliName;
  }

  /** Returns what it reproduces, in one line. */
  public String description() {
    return description;
  }

  /**
   * Starts a stream.
   *
   * @throws InvalidRequestException if this noise does not take the seed
   */
  public NoiseSource create(long seed) {
    return factory.apply(seed);
  }

  /**
   * Starts a stream for a batch: picture i is drawn from the seed {@code firstSeed + i}, so it is
   * the picture that this seed gives alone.
   *
   * @param count number of pictures, at least 1
   * @throws InvalidRequestException if this noise does not take one of the seeds
   */
  public NoiseSource createBatch(long firstSeed, int count) {
    return NoiseSource.batch(
        LongStream.range(0, count).mapToObj(i -> create(firstSeed + i)).toList());
  }

  /**
   * Finds a noise by the name that users type; case does not matter.
   *
   * @throws InvalidRequestException if there is none of that name; the message lists the names
   */
  public static NoiseKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.cliName.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "no noise is named '" + name + "'; choose one of " + names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(NoiseKind::cliName).collect(Collectors.joining(", "));
  }
}
