package dev.gen.random;

import dev.gen.error.InvalidRequestException;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;

/**
 * What {@code numpy.random.RandomState(seed).randn(*shape)} draws, rounded to float.
 *
 * <p>The noise of programs that avoid torch, such as Apple's Core ML pipelines and many ONNX
 * scripts. Normals come in pairs from Marsaglia's polar method (Marsaglia and Bray 1964): a point
 * (x1, x2), uniform in the unit disc with r2 = x1^2 + x2^2, gives f x2 and then f x1, where f =
 * sqrt(-2 ln(r2) / r2). NumPy has frozen this stream. Source: {@code legacy_gauss} and {@code
 * _legacy_seeding} in numpy/random.
 */
final class NumPyNoise implements NoiseSource {

  private static final long LARGEST_SEED = 0xFFFFFFFFL;

  private final MersenneTwister bits;
  private double spare = Double.NaN;

  /**
   * Seeds the stream.
   *
   * @param seed 0 to 4294967295, both inclusive
   * @throws InvalidRequestException if the seed is outside what NumPy takes
   */
  NumPyNoise(long seed) {
    if (seed < 0 || seed > LARGEST_SEED) {
      throw new InvalidRequestException(
          "seed "
              + seed
              + " does not fit numpy noise, which takes 0 to "
              + LARGEST_SEED
              + "; choose a seed in that range or another noise");
    }
    bits = new MersenneTwister((int) seed);
  }

  @Override
  public FloatTensor draw(Shape shape) {
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) next();
    }
    return FloatTensor.of(shape, values);
  }

  private double next() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = Double.NaN;
      return kept;
    }
    double x1;
    double x2;
    double r2;
    do {
      x1 = 2 * uniform53() - 1;
      x2 = 2 * uniform53() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 == 0);
    double f = StrictMath.sqrt(-2 * StrictMath.log(r2) / r2);
    spare = f * x1;
    return f * x2;
  }

  private double uniform53() {
    int high = bits.nextBits() >>> 5;
    int low = bits.nextBits() >>> 6;
    return (high * 0x1p26 + low) * 0x1p-53;
  }
}
