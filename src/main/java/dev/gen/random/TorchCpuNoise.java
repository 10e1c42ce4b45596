package dev.gen.random;

import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/**
 * What {@code torch.randn(shape, generator=torch.Generator("cpu").manual_seed(seed))} draws.
 *
 * <p>The noise of diffusers and of every program that draws on the CPU with torch. A draw of 16 or
 * more values fills the tensor with 24-bit uniforms u and turns them, sixteen at a time, into
 * normals by Box and Muller's rule:
 *
 * <pre>
 *   u1 = 1 - u[j]         u2 = u[j + 8]           for j = 0..7 of the block
 *   z[j]     = sqrt(-2 ln u1) cos(2 pi u2)
 *   z[j + 8] = sqrt(-2 ln u1) sin(2 pi u2)
 * </pre>
 *
 * <p>If the size is no multiple of 16, the last 16 values are drawn again as a block of their own.
 * Smaller draws go one value at a time through 53-bit uniforms, and keep the second value of each
 * pair for the next small draw. Source: ATen's {@code normal_fill} in {@code
 * native/cpu/DistributionTemplates.h} and {@code core/DistributionsHelper.h}.
 *
 * <p>Deviation: torch evaluates the rule in single precision, and differently on machines with and
 * without AVX2; here it is double, rounded once, so values agree to about 1e-6.
 */
final class TorchCpuNoise implements NoiseSource {

  private static final int BLOCK = 16;
  private static final int HALF = BLOCK / 2;

  private final MersenneTwister bits;
  private double spare = Double.NaN;

  /** Seeds the stream; torch uses the low 32 bits of the seed only. */
  TorchCpuNoise(long seed) {
    bits = new MersenneTwister((int) seed);
  }

  @Override
  public FloatTensor draw(Shape shape) {
    float[] values = new float[shape.elements()];
    if (values.length < BLOCK) {
      fillOneByOne(values);
    } else {
      fillInBlocks(values);
    }
    return FloatTensor.of(shape, values);
  }

  private void fillInBlocks(float[] values) {
    fillUniform(values, 0);
    for (int start = 0; start + BLOCK <= values.length; start += BLOCK) {
      boxMuller(values, start);
    }
    if (values.length % BLOCK != 0) {
      int last = values.length - BLOCK;
      fillUniform(values, last);
      boxMuller(values, last);
    }
  }

  private void fillUniform(float[] values, int from) {
    for (int i = from; i < values.length; i++) {
      values[i] = (bits.nextBits() & 0xFFFFFF) * 0x1p-24f;
    }
  }

  private static void boxMuller(float[] values, int start) {
    for (int j = start; j < start + HALF; j++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1.0 - values[j]));
      double theta = 2 * StrictMath.PI * values[j + HALF];
      values[j] = (float) (radius * StrictMath.cos(theta));
      values[j + HALF] = (float) (radius * StrictMath.sin(theta));
    }
  }

  private void fillOneByOne(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) nextSingle();
    }
  }

  private double nextSingle() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = Double.NaN;
      return kept;
    }
    double theta = 2 * StrictMath.PI * uniform53();
    double radius = StrictMath.sqrt(-2 * StrictMath.log1p(-uniform53()));
    spare = radius * StrictMath.sin(theta);
    return radius * StrictMath.cos(theta);
  }

  private double uniform53() {
    long high = (long) bits.nextBits() << 32;
    long word = high | Integer.toUnsignedLong(bits.nextBits());
    return (word & ((1L << 53) - 1)) * 0x1p-53;
  }
}
