package dev.gen.sampler;

import dev.gen.denoise.PredictionDenoiser;
import dev.gen.denoise.PredictionType;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Golden;
import dev.gen.testing.TestConfigs;
import java.util.Locale;

/**
 * Measures what a sampler's own arithmetic costs in each update, without a network.
 *
 * <p>Run with {@code mvn -q test-compile} and {@code java -cp target/classes:target/test-classes:…
 * dev.gen.sampler.SamplerBench}; prints microseconds for latents of 1x4x64x64.
 */
final class SamplerBench {

  private static final Shape SHAPE = new Shape(1, 4, 64, 64);
  private static final int STEPS = 30;
  private static final int ROUNDS = 40;

  private SamplerBench() {}

  /** Prints one line for each sampler. */
  public static void main(String[] arguments) {
    FloatTensor noise = Golden.noise(1, SHAPE);
    for (SamplerKind kind : SamplerKind.values()) {
      Sampler sampler = kind.create(TestConfigs.STABLE_DIFFUSION);
      SamplingPath path = sampler.path(PathRequest.ofSteps(STEPS));
      long best = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        SamplingRun run =
            new SamplingRun(
                new PredictionDenoiser((x, t) -> noise, PredictionType.EPSILON),
                shape -> noise,
                LatentConstraint.NONE,
                StepListener.NONE);
        long started = System.nanoTime();
        sampler.sample(path.startFrom(noise), path, run);
        best = Math.min(best, System.nanoTime() - started);
      }
      double micros = best / 1e3 / path.updates();
      System.out.printf(Locale.ROOT, "%-18s %8.1f us an update%n", kind.cliName(), micros);
    }
  }
}
