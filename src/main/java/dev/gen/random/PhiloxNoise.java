package dev.gen.random;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/**
 * What {@code torch.randn} draws on an NVIDIA GPU, as Automatic1111 rebuilt it for the CPU.
 *
 * <p>The noise of Automatic1111 with its random source set to GPU or NV, and of
 * stable-diffusion.cpp's default. Element i of draw k is made from the {@link Philox} words of the
 * counter (k, 0, i, 0) under the seed as key, by the sine half of Box and Muller's rule: with u =
 * (w0 + 1/2) / 2^32 and v = 2 pi (w1 + 1/2) / 2^32 it is sqrt(-2 ln u) sin v.
 *
 * <p>Limitations: real CUDA assigns several elements to one thread once a tensor has more elements
 * than the GPU has threads, so draws of hundreds of thousands of values can differ from there.
 * Source: {@code modules/rng_philox.py} of stable-diffusion-webui.
 */
final class PhiloxNoise implements NoiseSource {

  private static final float UNIT = 2.3283064e-10f;
  private static final float TURN = (float) (2.3283064e-10 * 6.2831855);

  private final long seed;
  private int draws;

  /** Seeds the stream; all 64 bits of the seed count. */
  PhiloxNoise(long seed) {
    this.seed = seed;
  }

  @Override
  public FloatTensor draw(Shape shape) {
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = normal(Philox.words(new int[] {draws, 0, i, 0}, seed));
    }
    draws++;
    return FloatTensor.of(shape, values);
  }

  private static float normal(int[] words) {
    double u = Integer.toUnsignedLong(words[0]) * (double) UNIT + UNIT / 2;
    double v = Integer.toUnsignedLong(words[1]) * (double) TURN + TURN / 2;
    return (float) (StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.sin(v));
  }
}
